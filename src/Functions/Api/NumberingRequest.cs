using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>How each kind is numbered; a kind left out takes its default and goes on from where it is.</summary>
public sealed record NumberingRequest
{
    public Field<NumberingOfKindRequest> Customer { get; init; }
    public Field<NumberingOfKindRequest> Order { get; init; }
    public Field<NumberingOfKindRequest> Quote { get; init; }
    public Field<NumberingOfKindRequest> CashSale { get; init; }
    public Field<NumberingOfKindRequest> Invoice { get; init; }
    public Field<NumberingOfKindRequest> CreditNote { get; init; }
    public Field<NumberingOfKindRequest> Return { get; init; }
    public Field<NumberingOfKindRequest> DeliveryNote { get; init; }
    public Field<NumberingOfKindRequest> Payment { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal IReadOnlyDictionary<NumberedKind, Numbering> Read(Faults faults) => Given.ToDictionary(given => given.Kind, given => given.Request.Read(given.Kind, faults));

    /// <summary>Of the kinds that name a next number.</summary>
    internal IReadOnlyDictionary<NumberedKind, long> Next => Given.Where(given => given.Request.Next.HasValue).ToDictionary(given => given.Kind, given => (long)given.Request.Next.Value);

    private IEnumerable<(NumberedKind Kind, NumberingOfKindRequest Request)> Given =>
        from kind in Enum.GetValues<NumberedKind>()
        let request = Of(kind).Value
        where request is not null
        select (kind, request);

    private Field<NumberingOfKindRequest> Of(NumberedKind kind) => kind switch
    {
        NumberedKind.Customer => Customer,
        NumberedKind.Order => Order,
        NumberedKind.Quote => Quote,
        NumberedKind.CashSale => CashSale,
        NumberedKind.Invoice => Invoice,
        NumberedKind.CreditNote => CreditNote,
        NumberedKind.Return => Return,
        NumberedKind.DeliveryNote => DeliveryNote,
        _ => Payment,
    };
}

public sealed record NumberingOfKindRequest
{
    public Field<bool> Auto { get; init; }
    [MaxLength(Domain.Settings.Numbering.LongestPrefix)] public Field<string> Prefix { get; init; }
    /// <summary>Shown as it is; may only be raised.</summary>
    [Range(1, int.MaxValue)] public Field<int> Next { get; init; }
    /// <summary>Customer numbers come in blocks, so for them only false.</summary>
    public Field<bool> Gapless { get; init; }
    [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal Numbering Read(NumberedKind kind, Faults faults)
    {
        var (path, defaults) = ($"numbering.{JsonNamingPolicy.CamelCase.ConvertName(kind.ToString())}", Numbering.DefaultOf(kind));
        var numbering = new Numbering(Auto.Or(defaults.Auto, defaults.Auto), Prefix.Or(defaults.Prefix, ""), Gapless.Or(defaults.Gapless, defaults.Gapless));
        faults.Require(numbering.Prefix.Length <= Numbering.LongestPrefix, $"{path}.prefix", $"must have at most {Numbering.LongestPrefix} characters")
            .Require(!numbering.Prefix.Any(char.IsControl) && numbering.Prefix == numbering.Prefix.TrimStart(), $"{path}.prefix", "must not begin with a space or contain control characters")
            .Require(!Next.HasValue || Next.Value > 0, $"{path}.next", "must be positive")
            .Require(kind != NumberedKind.Customer || !numbering.Gapless, $"{path}.gapless", "customer numbers are never gapless");
        return numbering;
    }
}

public sealed record NumberingResponse(
    NumberingOfKindResponse Customer, NumberingOfKindResponse Order, NumberingOfKindResponse Quote, NumberingOfKindResponse CashSale, NumberingOfKindResponse Invoice,
    NumberingOfKindResponse CreditNote, NumberingOfKindResponse Return, NumberingOfKindResponse DeliveryNote, NumberingOfKindResponse Payment)
{
    internal static async Task<NumberingResponse> OfAsync(HubSettings settings, Numbers numbers, CancellationToken cancel)
    {
        return new(
            await Of(NumberedKind.Customer), await Of(NumberedKind.Order), await Of(NumberedKind.Quote), await Of(NumberedKind.CashSale), await Of(NumberedKind.Invoice),
            await Of(NumberedKind.CreditNote), await Of(NumberedKind.Return), await Of(NumberedKind.DeliveryNote), await Of(NumberedKind.Payment));

        async Task<NumberingOfKindResponse> Of(NumberedKind kind) =>
            NumberingOfKindResponse.Of(settings.NumberingOf(kind), await numbers.PeekAsync(kind, cancel));
    }
}

public sealed record NumberingOfKindResponse(bool Auto, string Prefix, long Next, bool Gapless)
{
    public static NumberingOfKindResponse Of(Numbering numbering, long next) => new(numbering.Auto, numbering.Prefix, next, numbering.Gapless);
}
