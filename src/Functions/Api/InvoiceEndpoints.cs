using Customers.Domain.Accounts;
using Customers.Domain.Customers;
using Customers.Domain.Invoices;
using Customers.Domain.Outcomes;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary>Invoices, cash sales and credit notes (CONTRACT §4).</summary>
internal static class InvoiceEndpoints
{
    public static void MapInvoices(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPostings(PostingKind.Invoice, "invoices", "Invoices", InvoiceResponse.Of, InvoiceResponse.TagOf, ["dueDate"], ["status"]);
        endpoints.MapPostings(PostingKind.CashSale, "cash-sales", "Invoices", (posting, _) => CashSaleResponse.Of(posting));
        endpoints.MapPostings(PostingKind.CreditNote, "credit-notes", "Invoices", (posting, _) => CreditNoteResponse.Of(posting));
        endpoints.MapPost("/api/customers/{id}/invoices", InvoiceAsync).WithTags("Invoices")
            .Refuses(RefusalKind.Conflict, "wrong-order-status", "store-order", "number-taken").Refuses(RefusalKind.Unprocessable, "exceeds-order", "currency-mismatch", "product-not-available")
            .WithSummary("Posts an invoice, of an order or by itself; money and credit that wait settle it at once").Needs(Right.WriteInvoices);
        endpoints.MapPost("/api/customers/{id}/cash-sales", SellAsync).WithTags("Invoices")
            .Refuses(RefusalKind.Conflict, "customer-on-hold", "number-taken").Refuses(RefusalKind.Unprocessable, "currency-mismatch", "product-not-available")
            .WithSummary("Records a sale that is paid in the same step").Needs(Right.WriteInvoices);
        endpoints.MapPost("/api/customers/{id}/credit-notes", CreditAsync).WithTags("Invoices")
            .Refuses(RefusalKind.Conflict, "number-taken").Refuses(RefusalKind.Unprocessable, "credit-exceeds-invoice", "currency-mismatch", "product-not-available")
            .WithSummary("Posts a credit note, of an invoice or by itself").Needs(Right.WriteInvoices);
    }

    private static async Task<Results<CreatedTagged<InvoiceResponse>, Refused>> InvoiceAsync(
        string id, Body<InvoiceRequest> body, CustomerStore customers, PostInvoice post, CustomerView view, HttpContext context)
    {
        if (await customers.FindAsync(id, context.RequestAborted) is not { Value: var customer }) return Refusal.NotFound.Answer();
        var wish = body.Read((request, faults) => request.Read(customer.Profile.Currency, faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var made = await post.RunAsync(customer.Id, wish.Value, context.Caller(), context.RequestAborted);
        var today = await view.TodayAsync(context.RequestAborted);
        return made.Answer(invoice => Answers.Created($"/api/invoices/{invoice.Id}", InvoiceResponse.Of(invoice, today), InvoiceResponse.TagOf(invoice, today)));
    }

    private static async Task<Results<CreatedTagged<CashSaleResponse>, Refused>> SellAsync(string id, Body<CashSaleRequest> body, CustomerStore customers, RecordCashSale record, HttpContext context)
    {
        if (await customers.FindAsync(id, context.RequestAborted) is not { Value: var customer }) return Refusal.NotFound.Answer();
        var wish = body.Read((request, faults) => request.Read(customer.Profile.Currency, faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var made = await record.RunAsync(customer.Id, wish.Value, context.Caller(), context.RequestAborted);
        return made.Answer(sale => Answers.Created($"/api/cash-sales/{sale.Id}", CashSaleResponse.Of(sale), PostingTags.TagOf(sale)));
    }

    private static async Task<Results<CreatedTagged<CreditNoteResponse>, Refused>> CreditAsync(string id, Body<CreditNoteRequest> body, CustomerStore customers, RecordCreditNote record, HttpContext context)
    {
        if (await customers.FindAsync(id, context.RequestAborted) is not { Value: var customer }) return Refusal.NotFound.Answer();
        var wish = body.Read((request, faults) => request.Read(customer.Profile.Currency, faults));
        if (wish.IsRefused(out var refusal)) return refusal.Answer();
        var made = await record.RunAsync(customer.Id, wish.Value, context.Caller(), context.RequestAborted);
        return made.Answer(note => Answers.Created($"/api/credit-notes/{note.Id}", CreditNoteResponse.Of(note), PostingTags.TagOf(note)));
    }
}
