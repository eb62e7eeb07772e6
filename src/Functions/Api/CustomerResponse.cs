using System.Text.Json;
using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Settings;
using Customers.Domain.Stores;
using Customers.Functions.Http;
using Customers.Functions.Security;

namespace Customers.Functions.Api;

/// <summary>A customer as the API shows it (CONTRACT §2).</summary>
public sealed record CustomerResponse
{
    public required string Id { get; init; }
    public required string Ref { get; init; }
    public required CustomerKind Kind { get; init; }
    public required Channel Channel { get; init; }
    public required CustomerStatus Status { get; init; }
    public required bool IsProspect { get; init; }
    public required string Name { get; init; }
    public required string? Email { get; init; }
    public required string? Phone { get; init; }
    public required string? Mobile { get; init; }
    public required string? Fax { get; init; }
    public required string? Website { get; init; }
    public required string Currency { get; init; }
    public required string? VatNumber { get; init; }
    public required string? TaxGroup { get; init; }
    public required string? PriceList { get; init; }
    public required string? PaymentProcessor { get; init; }
    public required string PaymentTerms { get; init; }
    public required InvoicingMethod InvoicingMethod { get; init; }
    public required string DiscountPercent { get; init; }
    public required string CardFeePercent { get; init; }
    public required Money? CreditLimit { get; init; }
    public required Hold Hold { get; init; }
    public required string? ShippingMethod { get; init; }
    public required string? Carrier { get; init; }
    public required string? Warehouse { get; init; }
    public required string? DeliveryRoute { get; init; }
    public required ProductDisplay ProductDisplay { get; init; }
    public required bool? AllowPartialPayments { get; init; }
    public required bool IsDistributor { get; init; }
    public required string? ParentId { get; init; }
    public required string? OwnerId { get; init; }
    public required IReadOnlyList<string> SalesReps { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required IReadOnlyDictionary<string, string> Classifications { get; init; }
    public required IReadOnlyDictionary<string, JsonElement> CustomFields { get; init; }
    public required EmailRouting EmailFor { get; init; }
    public required PortalAccess Portal { get; init; }
    public required BankDetails? BankDetails { get; init; }
    /// <summary>As stores tell it; null where none has said anything.</summary>
    public required Marketing? Marketing { get; init; }
    public required ImportOrigin? ImportedFrom { get; init; }
    public required IReadOnlyList<ExternalIdResponse> ExternalIds { get; init; }
    public required IReadOnlyList<string> FavoriteProductIds { get; init; }
    public required IReadOnlyList<Alert> Alerts { get; init; }
    public required AccountResponse Account { get; init; }
    public required bool Merging { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    public static ETag TagOf(Customer customer) => new(Invariant(customer.RecordVersion), Invariant(customer.Account.Version));

    public static CustomerResponse Of(Customer customer, HubSettings settings, DateOnly today, Caller reader)
    {
        var p = customer.Profile;
        return new()
        {
            Id = customer.Id.Value, Ref = customer.Ref, Kind = p.Kind, Channel = p.Channel, Status = p.Status, IsProspect = p.IsProspect,
            Name = p.Name, Email = p.Email, Phone = p.Phone, Mobile = p.Mobile, Fax = p.Fax, Website = p.Website,
            Currency = p.Currency.Code, VatNumber = p.VatNumber, TaxGroup = p.TaxGroup, PriceList = p.PriceList, PaymentProcessor = p.PaymentProcessor,
            PaymentTerms = p.PaymentTerms.Text, InvoicingMethod = p.InvoicingMethod,
            DiscountPercent = Percent(p.DiscountPercent), CardFeePercent = Percent(p.CardFeePercent),
            CreditLimit = p.CreditLimit, Hold = customer.Account.Hold,
            ShippingMethod = p.ShippingMethod, Carrier = p.Carrier, Warehouse = p.Warehouse, DeliveryRoute = p.DeliveryRoute,
            ProductDisplay = p.ProductDisplay, AllowPartialPayments = p.AllowPartialPayments, IsDistributor = p.IsDistributor,
            ParentId = p.ParentId?.Value, OwnerId = customer.OwnerId, SalesReps = p.SalesReps, Tags = p.Tags,
            Classifications = p.Classifications, CustomFields = p.CustomFields, EmailFor = p.EmailFor, Portal = p.Portal,
            BankDetails = reader.May(Right.SeeBankDetails) ? p.BankDetails : p.BankDetails?.Masked(),
            Marketing = customer.Marketing, ImportedFrom = customer.ImportedFrom, ExternalIds = [.. customer.ExternalIds.Select(ExternalIdResponse.Of)],
            FavoriteProductIds = customer.FavoriteProductIds, Alerts = customer.Alerts,
            Account = AccountResponse.Of(customer, settings.CreditControl, today), Merging = customer.IsClosed,
            CreatedAt = customer.CreatedAt, UpdatedAt = customer.UpdatedAt,
        };
    }

    private static string Percent(decimal percent) => percent.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);

    private static string Invariant(int version) => version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

public sealed record ExternalIdResponse(string StoreId, StoreKind System, string ExternalId)
{
    public static ExternalIdResponse Of(StoreLink link) => new(link.StoreId, link.System, link.ExternalId);
}
