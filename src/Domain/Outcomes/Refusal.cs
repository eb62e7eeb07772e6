namespace Customers.Domain.Outcomes;

/// <summary>Why the hub does not do what was asked. The code is stable and part of the contract; HTTP statuses hang on the kind.</summary>
public sealed record Refusal(RefusalKind Kind, string Code, string Detail)
{
    /// <summary>For validation: every fault by field path.</summary>
    public IReadOnlyDictionary<string, string[]>? Faults { get; init; }

    public static readonly Refusal NotFound = new(RefusalKind.NotFound, "not-found", "There is nothing under this address.");
    public static readonly Refusal Stale = new(RefusalKind.Stale, "version-mismatch", "It was changed since the version that If-Match names.");

    public static readonly Refusal KeyReused = new(RefusalKind.Unprocessable, "idempotency-key-reused", "This Idempotency-Key came before with another request.");

    public static Refusal Invalid(Faults faults) => new(RefusalKind.Invalid, "validation-failed", "The request has faults.") { Faults = faults.ByField };
    public static Refusal Invalid(string field, string fault) => Invalid(new Faults().Add(field, fault));
    public static Refusal Conflict(string code, string detail) => new(RefusalKind.Conflict, code, detail);
    public static Refusal Unprocessable(string code, string detail) => new(RefusalKind.Unprocessable, code, detail);
}

public enum RefusalKind { Invalid, NotFound, Stale, Conflict, Unprocessable }
