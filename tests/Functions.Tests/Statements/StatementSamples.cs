using Customers.Domain.Accounts;
using Customers.Domain.Amounts;

namespace Customers.Functions.Tests.Statements;

/// <summary>Statements as a customer might get them.</summary>
internal static class StatementSamples
{
    private static readonly DateOnly AsOf = new(2026, 11, 24);

    public static Statement Empty { get; } = Of("EUR") with { ClosingBalance = Money.Zero(Currency.Parse("EUR")) };

    public static Statement Named(string name) => Of("EUR") with { Customer = new(name, "CU1000", ["12 Market Street", "10115 Berlin"]) };

    /// <summary>Every third movement is an invoice, the others are payments.</summary>
    public static Statement WithMovements(int count, string currency = "EUR", long minor = 12345, string? description = null)
    {
        var money = In(currency);
        var (movements, balance) = (new List<StatementMovement>(), 0L);
        for (var i = 0; i < count; i++)
        {
            var (debit, credit) = i % 3 == 0 ? (minor, 0L) : (0L, minor);
            balance += debit - credit;
            movements.Add(new(AsOf, i % 3 == 0 ? PostingKind.Invoice : PostingKind.Payment, $"N{i:00000}", $"inv_{i}", description, money(debit), money(credit), money(balance)));
        }

        return Of(currency) with { From = new(2026, 1, 1), To = AsOf, OpeningBalance = money(0), ClosingBalance = money(balance), Movements = movements };
    }

    public static Statement WithItems(int count, string currency = "EUR", long minor = 12345, PostingKind kind = PostingKind.Invoice) => Of(currency) with
    {
        Items = [.. Enumerable.Range(0, count).Select(i =>
            new StatementItem($"inv_{i}", $"N{i:00000}", kind, AsOf, kind == PostingKind.Invoice ? AsOf : null, In(currency)(minor), In(currency)(minor)))],
    };

    private static Statement Of(string currency)
    {
        var money = In(currency);
        return new()
        {
            Organisation = "Northwind Wholesale",
            Customer = new("ABC Clothing Store", "CU1000", []),
            Currency = Currency.Parse(currency),
            AsOf = AsOf,
            ClosingBalance = money(100),
            Items = [],
            Ageing = new(money(0), money(0), money(0), money(0), money(0)),
        };
    }

    private static Func<long, Money> In(string currency) => minor => new(minor, Currency.Parse(currency));
}
