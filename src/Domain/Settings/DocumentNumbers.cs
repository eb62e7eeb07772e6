using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Settings;

/// <summary>The number of a sales document that is about to be created: given, or the next of its kind.</summary>
public sealed class DocumentNumbers(Numbers numbers)
{
    public const int Longest = 50;

    public async ValueTask CheckAsync(NumberedKind kind, string? given, Faults faults, CancellationToken cancel)
    {
        var numbering = await numbers.NumberingAsync(kind, cancel);
        faults.Require(given is not null || numbering.Auto, "number", "must be given: automatic numbering is off").Line(given, "number", Longest);
    }

    /// <summary>Again for the same document it may be another. Refusals: <c>validation-failed</c>.</summary>
    /// <param name="documentId">The id that it will be created under.</param>
    public async Task<Outcome<string>> TakeAsync(NumberedKind kind, string? given, CustomerId customer, string documentId, CancellationToken cancel)
    {
        var faults = new Faults();
        await CheckAsync(kind, given, faults, cancel);
        return faults.Any ? Refusal.Invalid(faults) : given ?? await numbers.NextAsync(kind, cancel);
    }
}
