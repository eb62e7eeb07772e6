namespace Customers.Domain.Outcomes;

/// <summary>What texts must satisfy, wherever they are kept.</summary>
public static class TextRules
{
    /// <summary>One line: at most so many characters, none of them for control.</summary>
    public static Faults Line(this Faults faults, string? text, string field, int longest) => faults
        .Require(text is null || text.Length <= longest, field, $"is longer than {longest} characters")
        .Require(text is null || !text.Any(char.IsControl), field, "contains control characters");

    /// <summary>The same, but lines may break.</summary>
    public static Faults Lines(this Faults faults, string? text, string field, int longest) => faults
        .Require(text is null || text.Length <= longest, field, $"is longer than {longest} characters")
        .Require(text is null || !text.Any(c => char.IsControl(c) && c is not ('\r' or '\n')), field, "contains control characters other than line breaks");
}
