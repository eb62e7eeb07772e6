using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Stores;
using Customers.Functions.Stores;

namespace Customers.Functions.Shopify;

/// <summary>
/// Shopify's orders and customers in the hub's terms, the same from a webhook as from GraphQL. All personal fields may be
/// absent (protected data that the app was not granted). When the money came is told by GraphQL only, so it is left out.
/// </summary>
internal static class ShopifyMapper
{
    /// <summary>An order, or that it was touched, where this body does not tell all of it in shop money.</summary>
    public static Outcome<StoreMessage> Webhook(ReadOnlySpan<byte> body, DateTimeOffset arrivedAt) =>
        StoreContent.Read<ShopifyOrder, StoreMessage>(body, StoreJson.SnakeCase, order => Message(order, arrivedAt));

    /// <summary>An order node of GraphQL.</summary>
    public static Outcome<StoreOrder> Node(ReadOnlySpan<byte> node, DateTimeOffset readAt) =>
        StoreContent.Read<ShopifyOrder, StoreOrder>(node, StoreJson.CamelCase, order => Order(order, readAt));

    public static Outcome<StoreMessage> Customer(ReadOnlySpan<byte> body, DateTimeOffset arrivedAt) =>
        StoreContent.Read<ShopifyCustomer, StoreMessage>(body, StoreJson.SnakeCase, customer =>
        {
            var content = new StoreContent("unusable-customer", arrivedAt);
            content.Id(customer.AdminGraphqlApiId ?? customer.Id, "id");
            var updatedAt = content.OptionalInstant(customer.UpdatedAt, "updated_at");
            return content.Accept<StoreMessage>(new StoreMessage.CustomerChanged(Person(customer, content), updatedAt));
        });

    /// <summary>A customer node of GraphQL.</summary>
    public static Outcome<StoreCustomer> CustomerNode(ReadOnlySpan<byte> node, DateTimeOffset readAt) =>
        StoreContent.Read<ShopifyCustomer, StoreCustomer>(node, StoreJson.CamelCase, customer =>
        {
            var content = new StoreContent("unusable-customer", readAt);
            content.Id(customer.Id, "id");
            return content.Accept(Person(customer, content));
        });

    private static Outcome<StoreMessage> Message(ShopifyOrder order, DateTimeOffset arrivedAt)
    {
        var mapped = Order(order, arrivedAt);
        return mapped.IsRefused(out var refusal) ? refusal
            : ShopifyMoney.RefundsAreForeign(order) ? new StoreMessage.OrderTouched(mapped.Value.ExternalId)
            : new StoreMessage.OrderChanged(mapped.Value);
    }

    private static Outcome<StoreOrder> Order(ShopifyOrder order, DateTimeOffset arrivedAt) =>
        StoreContent.Order(order.LineItems.Count, order.CurrencyCode ?? order.Currency, arrivedAt,
            (content, currency) => Order(order, new ShopifyMoney(order, currency, content), currency, content));

    private static StoreOrder Order(ShopifyOrder order, ShopifyMoney money, Currency currency, StoreContent content)
    {
        var id = content.Id(order.AdminGraphqlApiId ?? order.Id, "id");
        var updatedAt = content.Instant(order.UpdatedAt, "updated_at");
        var lines = order.LineItems.Select((line, i) => money.Line(line, $"line_items[{i}]")).ToList();
        var (status, words) = Status(order);
        return new()
        {
            ExternalId = id,
            Number = order.Name.Tidy() ?? id,
            PlacedAt = content.OptionalInstant(order.ProcessedAt ?? order.CreatedAt, "processed_at") ?? updatedAt,
            UpdatedAt = updatedAt,
            Status = status,
            SourceStatus = words,
            FinancialStatus = (order.DisplayFinancialStatus ?? order.FinancialStatus).Tidy()?.ToLowerInvariant(),
            Currency = currency,
            Lines = lines,
            Totals = money.Totals(lines),
            Billed = money.Billed,
            Paid = money.Paid(),
            Refunded = money.Refunded(),
            Customer = Buyer(order, content),
            BillingAddress = Address(order.BillingAddress),
            ShippingAddress = Address(order.ShippingAddress),
            PoNumber = order.PoNumber.Tidy(),
            Note = order.Note.Tidy(StoreTexts.Long),
        };
    }

    /// <summary>GraphQL tells stages before fulfilment apart (in progress, on hold, scheduled …); a webhook does not.</summary>
    private static (OrderStatus Status, string Words) Status(ShopifyOrder order)
    {
        if (order.CancelledAt is not null) return (OrderStatus.Cancelled, "cancelled");
        return (order.DisplayFulfillmentStatus ?? order.FulfillmentStatus)?.ToLowerInvariant() switch
        {
            "fulfilled" => (OrderStatus.Fulfilled, "fulfilled"),
            "partial" or "partially_fulfilled" => (OrderStatus.Confirmed, "partially_fulfilled"),
            "restocked" => (OrderStatus.Confirmed, "restocked"),
            _ => (OrderStatus.Confirmed, "unfulfilled"),
        };
    }

    private static StoreCustomer? Buyer(ShopifyOrder order, StoreContent content)
    {
        var (known, billing) = (order.Customer, order.BillingAddress);
        var person = known is null ? null : Person(known, content);
        var named = (person?.FirstName ?? person?.LastName) is not null;
        return new StoreCustomer
        {
            ExternalId = person?.ExternalId,
            Email = person?.Email ?? order.Email.Tidy(),
            FirstName = named ? person!.FirstName : billing?.FirstName.Tidy(),
            LastName = named ? person!.LastName : billing?.LastName.Tidy(),
            Company = person?.Company ?? billing?.Company.Tidy(),
            Phone = person?.Phone ?? order.Phone.Tidy() ?? billing?.Phone.Tidy(),
            Address = person?.Address ?? Address(billing),
            Tags = person?.Tags,
            Marketing = person?.Marketing,
        }.OrNobody();
    }

    private static StoreCustomer Person(ShopifyCustomer customer, StoreContent content) => new()
    {
        ExternalId = StoreJson.Digits(customer.AdminGraphqlApiId ?? customer.Id),
        Email = (customer.DefaultEmailAddress?.EmailAddress ?? customer.Email).Tidy(),
        FirstName = customer.FirstName.Tidy(),
        LastName = customer.LastName.Tidy(),
        Company = customer.DefaultAddress?.Company.Tidy(),
        Phone = (customer.DefaultPhoneNumber?.PhoneNumber ?? customer.Phone ?? customer.DefaultAddress?.Phone).Tidy(),
        Address = Address(customer.DefaultAddress),
        Tags = customer.Tags,
        Marketing = ShopifyConsents.Of(customer, content),
    };

    private static Address? Address(ShopifyAddress? from) => from is null ? null : new Address
    {
        Name = $"{from.FirstName.Tidy()} {from.LastName.Tidy()}".Tidy(),
        Company = from.Company.Tidy(),
        Line1 = from.Address1.Tidy(),
        Line2 = from.Address2.Tidy(),
        City = from.City.Tidy(),
        Region = (from.ProvinceCode ?? from.Province).Tidy(),
        PostalCode = from.Zip.Tidy(),
        Country = (from.CountryCodeV2 ?? from.CountryCode).Country(),
        Phone = from.Phone.Tidy(),
    }.OrNone();
}
