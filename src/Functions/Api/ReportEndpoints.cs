using Customers.Domain.Accounts;
using Customers.Domain.Documents;
using Customers.Domain.Identity;
using Customers.Domain.Reports;
using Customers.Functions.Http;
using Customers.Functions.Imports;
using Customers.Functions.Security;
using static Customers.Functions.Api.ReportRequests;

namespace Customers.Functions.Api;

/// <summary><c>/api/reports</c>: across customers, in pages or as one CSV file (CONTRACT §5).</summary>
internal static class ReportEndpoints
{
    private const string Files = "; pages of JSON, or by Accept or ?format=csv a file of all rows";

    public static void MapReports(this IEndpointRouteBuilder endpoints)
    {
        var reports = endpoints.MapGroup("/api/reports").WithTags("Reports");
        reports.MapGet("/sales", SalesAsync).Lists(filters: ["by", "from", "to", "format"]).Produces<SalesReportResponse>(StatusCodes.Status200OK, Json, Csv)
            .WithSummary("What was sold by=customer (or month, salesRep, channel), from the first of the year to today unless from and to say otherwise" + Files).Needs(Right.Read);
        reports.MapGet("/receivables", ReceivablesAsync).Lists(filters: ["format"]).Produces<ReceivablesReportResponse>(StatusCodes.Status200OK, Json, Csv)
            .WithSummary("What each customer owes today, by age" + Files).Needs(Right.Read);
        reports.MapGet("/transactions", TransactionsAsync).Lists(filters: ["from", "to", "kind", "format"]).Produces<ListOf<PostedResponse>>(StatusCodes.Status200OK, Json, Csv)
            .WithSummary("What was posted from a day to a day, by date" + Files).Needs(Right.Read);
        reports.MapGet("/customers", CustomersAsync).Lists(filters: ["from", "to", "list", "format"]).Produces<CustomersReportResponse>(StatusCodes.Status200OK, Json, Csv)
            .WithSummary("How many customers are new, active, lost, on hold; those of one group with list=new (or active, lost, onHold)" + Files).Needs(Right.Read);
    }

    private static async Task<IResult> SalesAsync(ListRequest list, ReadSales read, CustomerNames names, CustomerView view, HttpContext context)
    {
        var (period, by, csv) = (list.Period(await view.TodayAsync(context.RequestAborted)), list.Choice<SalesBy>("by") ?? SalesBy.Customer, list.WantsCsv(context.Request));
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        var report = await read.RunAsync(by, period, list.Place(), list.Descending, all: csv, context.RequestAborted);
        if (csv) return new CsvAnswer("sales.csv", SalesRowResponse.Columns(by), Shown(report.Rows).Select(row => (object)row));
        var page = await list.PageAsync(report.Rows, row => PositionOf(row.Place), context.RequestAborted);
        var items = await Shown(page.Items.ToAsyncEnumerable()).ToListAsync(context.RequestAborted);
        return TypedResults.Ok(new SalesReportResponse(period.From, period.To, by, items, list.NextOf(page), report.Totals?.Select(SalesTotalResponse.Of).ToList()));

        IAsyncEnumerable<SalesRowResponse> Shown(IAsyncEnumerable<SalesRow> some) => names.NameAsync(
            some, row => by == SalesBy.Customer ? CustomerId.Parse(row.Place.Key) : null, (row, customer) => SalesRowResponse.Of(row, by, customer), context.RequestAborted);
    }

    private static async Task<IResult> ReceivablesAsync(ListRequest list, ReadReceivables read, CustomerView view, HttpContext context)
    {
        var (today, csv) = (await view.TodayAsync(context.RequestAborted), list.WantsCsv(context.Request));
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        var rows = read.RowsAsync(today, list.Place(), list.Descending, few: !csv, context.RequestAborted);
        if (csv) return new CsvAnswer("receivables.csv", ReceivableResponse.Columns, rows.Select(row => (object)ReceivableResponse.Of(row)));
        var page = await list.PageAsync(rows, row => PositionOf(row.Place), context.RequestAborted);
        var totals = list.After is null ? await read.TotalsAsync(today, context.RequestAborted) : null;
        return TypedResults.Ok(new ReceivablesReportResponse(today, [.. page.Items.Select(ReceivableResponse.Of)], list.NextOf(page), totals?.Select(ReceivableTotalResponse.Of).ToList()));
    }

    private static async Task<IResult> TransactionsAsync(ListRequest list, IDocumentStore documents, CustomerNames names, CustomerView view, HttpContext context)
    {
        var (period, kind, csv) = (list.Period(await view.TodayAsync(context.RequestAborted)), list.Choice<TransactionKind>("kind"), list.WantsCsv(context.Request));
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        var query = list.Apply(PostedQuery.Of(period, kind is { } one ? Enum.Parse<PostingKind>(one.ToString()) : null)) with { SortBy = PostedQuery.Order };
        if (csv) return new CsvAnswer("transactions.csv", PostedResponse.Columns, Shown(documents.WalkAsync(Posting.Type, query with { Limit = ReadAhead.PageOf(few: false) }, context.RequestAborted)).Select(row => (object)row));
        var page = await documents.QueryAsync(Posting.Type, query, context.RequestAborted);
        var items = await Shown(page.Items.Select(found => found.Value).ToAsyncEnumerable()).ToListAsync(context.RequestAborted);
        return TypedResults.Ok(new ListOf<PostedResponse>(items, list.NextOf(page)));

        IAsyncEnumerable<PostedResponse> Shown(IAsyncEnumerable<Posting> some) => names.NameAsync(some, posting => posting.CustomerId, PostedResponse.Of, context.RequestAborted);
    }

    private static async Task<IResult> CustomersAsync(ListRequest list, ReadCustomerGroups read, CustomerNames names, CustomerView view, HttpContext context)
    {
        var (period, group, csv) = (list.Period(await view.TodayAsync(context.RequestAborted)), list.Choice<CustomerGroup>("list"), list.WantsCsv(context.Request));
        if (list.IsRefused(out var refusal)) return refusal.Answer();
        var ids = group is { } one ? read.IdsAsync(one, period, list.After?.Id, list.Descending, few: !csv, context.RequestAborted) : AsyncEnumerable.Empty<CustomerId>();
        if (csv && group is not null) return new CsvAnswer("customers.csv", ListedCustomerResponse.Columns, Shown(ids).Select(row => (object)row));
        var counts = list.After is null ? await read.CountAsync(period, context.RequestAborted) : null;
        if (csv) return new CsvAnswer("customers.csv", CustomersReportResponse.Columns, AsyncEnumerable.Repeat((object)CustomersReportResponse.Of(period, counts, [], null), 1));
        var page = await list.PageAsync(ids, id => new(null, id.Value), context.RequestAborted);
        var items = await Shown(page.Items.ToAsyncEnumerable()).ToListAsync(context.RequestAborted);
        return TypedResults.Ok(CustomersReportResponse.Of(period, counts, items, list.NextOf(page)));

        IAsyncEnumerable<ListedCustomerResponse> Shown(IAsyncEnumerable<CustomerId> some) => names.NameAsync(some, id => id, ListedCustomerResponse.Of, context.RequestAborted);
    }
}

/// <summary>What transactions can be asked for.</summary>
internal enum TransactionKind { Invoice, CreditNote, Payment, Refund, Adjustment, CashSale, Void }
