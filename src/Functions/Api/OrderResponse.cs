using System.Globalization;
using Customers.Domain.Amounts;
using Customers.Domain.Orders;
using Customers.Domain.Stores;
using Customers.Functions.Http;

namespace Customers.Functions.Api;

/// <summary>An order as the API shows it.</summary>
public sealed record OrderResponse : SaleResponse
{
    private OrderResponse(Order order) : base(order.Sale, order.Terms)
    {
        (Id, CustomerId, Number, Status) = (order.Id, order.CustomerId.Value, order.Number, order.Status);
        (PendingReason, DueDate) = (order.PendingReason, order.DueDate);
        (Invoiced, Paid, Remaining) = (order.Invoiced, order.Paid, order.Remaining);
        (CreatedAt, UpdatedAt) = (order.CreatedAt, order.UpdatedAt);
        Source = order.Source is { } source ? OrderSourceResponse.Of(source) : null;
    }

    public string Id { get; }
    public string CustomerId { get; }
    public string Number { get; }
    public OrderStatus Status { get; }
    /// <summary>Why it waits, where it is pending.</summary>
    public string? PendingReason { get; }
    public DateOnly DueDate { get; }
    /// <summary>Billed for it; of a store's order less what was credited.</summary>
    public Money Invoiced { get; }
    /// <summary>Received for it less given back.</summary>
    public Money Paid { get; }
    /// <summary>What is still to be paid: of a store's order what it billed less what was paid, of another the total less what was paid. Negative when the customer is owed money.</summary>
    public Money Remaining { get; }
    /// <summary>Null unless a store keeps the order.</summary>
    public OrderSourceResponse? Source { get; init; }
    public DateTimeOffset CreatedAt { get; }
    public DateTimeOffset UpdatedAt { get; }

    public static ETag TagOf(Order order) => new(order.Version.ToString(CultureInfo.InvariantCulture));

    public static OrderResponse Of(Order order) => new(order);
}

/// <param name="Status">The store's own word, as is <paramref name="FinancialStatus"/>.</param>
public sealed record OrderSourceResponse(
    string StoreId, StoreKind System, string ExternalId, string ExternalNumber, DateTimeOffset ImportedAt, string Status, string? FinancialStatus)
{
    public static OrderSourceResponse Of(OrderSource source) =>
        new(source.StoreId, source.System, source.ExternalId, source.ExternalNumber, source.ImportedAt, source.Status, source.FinancialStatus);
}
