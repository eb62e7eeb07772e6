using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Customers;
using Customers.Domain.Documents;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary>Views of what was posted for a customer: transactions, ledger entries, orders with a balance (CONTRACT §5).</summary>
internal static class TransactionEndpoints
{
    public static void MapTransactions(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/customers/{id}/transactions", TransactionsAsync).Lists(filters: ["view"]).WithTags("Accounts")
            .WithSummary("Lists what was posted for a customer: all of it, open or overdue invoices (by due date), money in or out").Needs(Right.Read);
        endpoints.MapGet("/api/customers/{id}/account/entries", EntriesAsync).Lists().WithTags("Accounts")
            .WithSummary("Lists the ledger lines of a customer by date").Needs(Right.Read);
        endpoints.MapGet("/api/customers/{id}/orders-with-balance", OrdersAsync).Lists().WithTags("Accounts")
            .WithSummary("Lists the orders of a customer that are not paid, or overpaid").Needs(Right.Read);
    }

    private static async Task<Results<Ok<ListOf<TransactionResponse>>, Refused>> TransactionsAsync(
        string id, ListRequest list, CustomerStore customers, CurrentSettings settings, IDocumentStore documents, TimeProvider clock, CancellationToken cancel)
    {
        var today = (await settings.GetAsync(cancel)).Organisation.DateAt(clock.GetUtcNow());
        var view = list.Choice<TransactionView>("view") ?? TransactionView.All;
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        if (await customers.FindAsync(id, cancel) is not { } customer) return Refusal.NotFound.Answer();
        var query = list.Apply(new(Posting.Type, list.Limit) { Where = ConditionsOf(view, today) });
        if (view is TransactionView.OpenInvoices or TransactionView.OverdueInvoices) query = query with { SortBy = "openDue" };
        var page = await documents.QueryAsync(Posting.Type, query with { Partition = customer.Value.Id.Value }, cancel);
        return TypedResults.Ok(list.Answer(page, found => TransactionResponse.Of(found.Value, today)));
    }

    private static IReadOnlyList<Condition> ConditionsOf(TransactionView view, DateOnly today) => view switch
    {
        TransactionView.OpenInvoices => [new Condition.Range("openDue", 0L, null)],
        TransactionView.OverdueInvoices => [new Condition.Range("openDue", 0L, today.DayNumber)],
        TransactionView.MoneyIn => [new Condition.Equal("flow", MoneyFlow.In.ToString())],
        TransactionView.MoneyOut => [new Condition.Equal("flow", MoneyFlow.Out.ToString())],
        _ => [],
    };

    private static async Task<Results<Ok<ListOf<EntryResponse>>, Refused>> EntriesAsync(string id, ListRequest list, CustomerStore customers, ReadEntries read, CancellationToken cancel)
    {
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        if (await customers.FindAsync(id, cancel) is not { } customer) return Refusal.NotFound.Answer();
        return TypedResults.Ok(list.Answer(await read.PageAsync(customer.Value.Id, list.Limit, list.Descending, list.Apply(new(Posting.Type, list.Limit)).After, cancel), EntryResponse.Of));
    }

    private static async Task<Results<Ok<ListOf<OrderResponse>>, Refused>> OrdersAsync(string id, ListRequest list, CustomerStore customers, IDocumentStore documents, CancellationToken cancel)
    {
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        if (await customers.FindAsync(id, cancel) is not { } customer) return Refusal.NotFound.Answer();
        var query = list.Apply(new(Order.Type, list.Limit)) with { SortBy = "withBalance", Where = [new Condition.Range("withBalance", 0L, null)], Partition = customer.Value.Id.Value };
        return TypedResults.Ok(list.Answer(await documents.QueryAsync(Order.Type, query, cancel), found => OrderResponse.Of(found.Value)));
    }
}

public enum TransactionView { All, OpenInvoices, OverdueInvoices, MoneyIn, MoneyOut }

/// <param name="Total">Positive = owed by the customer: invoices, refunds; negative = in its favour: payments, credit notes.</param>
/// <param name="Remaining">What is open of an invoice, or unallocated of a payment or credit note.</param>
public sealed record TransactionResponse(
    string DocumentId, PostingKind Kind, string Number, DateOnly Date, DateOnly? DueDate, string Currency, Money Total, Money Remaining, bool Overdue, string? OrderId, string? Reference, DateTimeOffset CreatedAt)
{
    internal static TransactionResponse Of(Posting p, DateOnly today) => new(
        p.Id, p.Kind, p.Number, p.Date, p.DueDate, p.Total.Currency.Code, p.Kind is PostingKind.Payment or PostingKind.CreditNote ? -p.Total : p.Total, p.Open,
        p is { Kind: PostingKind.Invoice, Open.IsZero: false } && p.DueDate < today, p.OrderId, p.Reference, p.CreatedAt);
}

/// <summary>One line of the ledger; of debit and credit one is zero.</summary>
public sealed record EntryResponse(DateOnly Date, LedgerAccount Account, Money Debit, Money Credit, string Currency, string DocumentId)
{
    internal static EntryResponse Of(LedgerEntry entry)
    {
        var (posting, line) = (entry.Posting, entry.Line);
        var currency = posting.Total.Currency;
        return new(posting.Date, line.Account, new(line.Debit, currency), new(line.Credit, currency), currency.Code, posting.Kind == PostingKind.Allocation ? posting.ConcernsId! : posting.Id);
    }
}
