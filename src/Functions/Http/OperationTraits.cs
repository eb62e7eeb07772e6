using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.Metadata;

namespace Customers.Functions.Http;

/// <summary>What the metadata of an endpoint says, and the problems that follow from it.</summary>
internal sealed class OperationTraits(IReadOnlyCollection<object> metadata, string? method, string? path)
{
    public Need? Need => metadata.OfType<Need>().LastOrDefault();
    public BodyShape? Body => metadata.OfType<BodyShape>().LastOrDefault();
    public UploadShape? Upload => metadata.OfType<UploadShape>().LastOrDefault();
    public bool TakesCsv => metadata.OfType<CsvShape>().Any();
    public string? Example => metadata.OfType<ExampleAttribute>().LastOrDefault()?.Of(IsChange);
    public bool NeedsBody => !metadata.OfType<OptionalBody>().Any();
    public ListShape? List => metadata.OfType<ListShape>().LastOrDefault();
    public bool IsTagged => metadata.OfType<ITagsMetadata>().Any();
    public bool TakesIfMatch => metadata.OfType<TakesIfMatch>().Any();
    public bool IsPost => method == HttpMethods.Post && Need is not null;
    public bool IsChange => method == HttpMethods.Patch;
    /// <summary>Its address names a customer, which may have gone into another.</summary>
    public bool IsOfCustomer => path?.TrimStart('/').StartsWith("api/customers/{id}", StringComparison.Ordinal) == true;
    private bool TakesContent => Body is not null || Upload is not null || TakesCsv;

    /// <summary>Every status and code that the operation may refuse with.</summary>
    public IEnumerable<(int Status, string Code)> Problems()
    {
        if (IsOfCustomer && !HttpMethods.IsGet(method ?? "")) yield return (409, Domain.Merging.MergeRules.Merging.Code);
        if (TakesContent || List is not null) yield return (400, "validation-failed");
        if (List is not null) yield return Bare(400);
        if (Body is not null) yield return (400, "malformed-json");
        if (Upload is not null) yield return (400, Multipart.MalformedCode);
        if (path?.Contains('{', StringComparison.Ordinal) == true) yield return Bare(404);
        if (TakesIfMatch) yield return (412, Domain.Outcomes.Refusal.Stale.Code);
        if (IsPost) yield return (400, "validation-failed");
        if (IsPost) yield return (409, Idempotency.InProgress.Code);
        if (IsPost) yield return (422, Domain.Outcomes.Refusal.KeyReused.Code);
        foreach (var answer in metadata.OfType<IProducesResponseTypeMetadata>().Where(answer => answer.StatusCode >= 400)) yield return Bare(answer.StatusCode);
        foreach (var refuses in metadata.OfType<Refuses>())
            foreach (var code in refuses.Codes) yield return (refuses.Status, code);
        int[] always = Need is null ? [500, 503] : TakesContent ? [401, 403, 413, 415, 429, 500, 503] : [401, 403, 429, 500, 503];
        foreach (var status in always) yield return Bare(status);
    }

    private static (int, string) Bare(int status) => (status, Http.Problems.Meaning(status).Code);
}
