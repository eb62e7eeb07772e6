using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Search;

namespace Customers.Domain.Settings;

/// <summary>A number that somebody has given belongs to one document of its kind. Made before the document, which it names.</summary>
public sealed record NumberClaim
{
    public required string Id { get; init; }
    public required CustomerId CustomerId { get; init; }
    public required string DocumentId { get; init; }
    public required DateTimeOffset MadeAt { get; init; }

    public static readonly DocumentType<NumberClaim> Type = new("numberClaim", Containers.Claims, c => c.Id, c => c.Id);

    public static string IdOf(NumberedKind kind, string number) =>
        $"number:{JsonNamingPolicy.CamelCase.ConvertName(kind.ToString())}:"
        + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SearchWords.Fold(number))).AsSpan(0, 16));
}
