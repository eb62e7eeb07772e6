using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Functions.Http;
using Customers.Functions.Imports;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary><c>/api/imports</c> and <c>/api/customers/export</c> (CONTRACT §2).</summary>
internal static class ImportEndpoints
{
    public static void MapImports(this IEndpointRouteBuilder endpoints)
    {
        Map(endpoints.MapGroup("/api/imports/customers").WithTags("Imports"), ImportKind.Customers);
        Map(endpoints.MapGroup("/api/imports/contacts").WithTags("Imports"), ImportKind.Contacts);
        endpoints.MapGet("/api/customers/export", ExportAsync).WithTags("Customers")
            .WithSummary("Exports all customers as CSV, without bank details").Needs(Right.Read);
    }

    private static void Map(RouteGroupBuilder imports, ImportKind kind)
    {
        var what = kind == ImportKind.Customers ? "customers" : "contacts";
        imports.MapGet("", (CurrentSettings settings, CancellationToken cancel) => TemplateAsync(kind, settings, cancel))
            .WithSummary($"The template of a file of {what}: its header").Needs(Right.Import);
        imports.MapPost("", (string? dryRun, CsvUpload upload, StartImport start, HttpContext context) => StartAsync(kind, dryRun, upload, start, context))
            .StreamsContent(CsvUpload.FingerprintAsync).WithMetadata(new ExampleAttribute(kind == ImportKind.Customers ? "ref,name,email\nAB-1,ABC Clothing Store,office@abc-clothing.example\n" : "customerRef,firstName,lastName\nAB-1,Ayşe,Ünal\n")).Refuses(RefusalKind.Invalid, CsvUpload.NotUtf8)
            .WithSummary($"Imports a CSV file of {what}, at most {CsvUpload.MostBytes >> 20} MiB; with dryRun=true the job only says what it would do").Needs(Right.Import);
    }

    private static async Task<CsvAnswer> TemplateAsync(ImportKind kind, CurrentSettings settings, CancellationToken cancel) =>
        new($"{(kind == ImportKind.Customers ? "customers" : "contacts")}.csv", ImportColumns.Of(kind, await settings.GetAsync(cancel)), AsyncEnumerable.Empty<object>());

    private static async Task<Results<Accepted<JobResponse>, Refused>> StartAsync(ImportKind kind, string? dryRun, CsvUpload upload, StartImport start, HttpContext context)
    {
        if (dryRun is not (null or "true" or "false")) return Refusal.Invalid("dryRun", "must be true or false").Answer();
        var started = await start.RunAsync(kind, dryRun == "true", upload, context.Caller(), context.RequestAborted);
        return started.Answer(import =>
        {
            context.KeepFingerprint(import.Sha256);
            return Answers.Job(import.Job.Id, JobResponse.Of(import.Job));
        });
    }

    private static async Task<CsvAnswer> ExportAsync(IDocumentStore documents, CurrentSettings settings, CustomerView view, HttpContext context)
    {
        var (show, hub) = (await view.ForAsync(context), await settings.GetAsync(context.RequestAborted));
        var customers = documents.AllAsync(CustomerDocuments.Type, new Query(CustomerDocuments.Type, 500), context.RequestAborted);
        return new("customers.csv", Column.OfCustomers(hub), customers.Select(customer => (object)show(customer.Value)));
    }
}
