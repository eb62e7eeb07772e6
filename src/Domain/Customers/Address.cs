namespace Customers.Domain.Customers;

/// <summary>A postal address as a document carries it: a copy, never a reference.</summary>
public sealed record Address
{
    public string? Name { get; init; }
    public string? Company { get; init; }
    public string? Line1 { get; init; }
    public string? Line2 { get; init; }
    public string? City { get; init; }
    public string? Region { get; init; }
    public string? PostalCode { get; init; }
    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }
    public string? Phone { get; init; }

    /// <summary>As on an envelope, without what is empty.</summary>
    public IReadOnlyList<string> ToLines() =>
        [.. new[] { Company, Name, Line1, Line2, string.Join(' ', new[] { PostalCode, City }.OfType<string>()), Region, Country }.Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => line!)];
}
