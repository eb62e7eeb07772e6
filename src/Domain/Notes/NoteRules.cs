using Customers.Domain.Outcomes;

namespace Customers.Domain.Notes;

public static class NoteRules
{
    public const int LongestText = 10_000;

    public static Faults Check(string text) => new Faults()
        .Require(!string.IsNullOrWhiteSpace(text), "text", "is required")
        .Lines(text, "text", LongestText);
}
