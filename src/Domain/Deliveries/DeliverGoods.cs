using Customers.Domain.Accounts;
using Customers.Domain.Documents;
using Customers.Domain.History;
using Customers.Domain.Identity;
using Customers.Domain.Invoices;
using Customers.Domain.Orders;
using Customers.Domain.Outcomes;
using Customers.Domain.Payments;
using Customers.Domain.Sales;
using Customers.Domain.Settings;

namespace Customers.Domain.Deliveries;

/// <summary>A delivery as somebody records it.</summary>
/// <param name="Parts">Null = all that was not delivered yet.</param>
public sealed record DeliveryWish(string OrderId, IReadOnlyList<PartWish>? Parts, DateOnly? Date, string? Notes, string? Number);

/// <summary>Writes delivery notes.</summary>
public sealed class DeliverGoods(CreateNumbered create)
{
    /// <summary>Refusals: <c>validation-failed</c>, <c>exceeds-order</c>, <c>wrong-order-status</c>, <c>store-order</c>, <c>number-taken</c>, not found.</summary>
    public async Task<Outcome<DeliveryNote>> RunAsync(CustomerId customerId, DeliveryWish wish, Caller by, CancellationToken cancel)
    {
        return await create.RunAsync<DeliveryNote>(customerId, IdPrefixes.DeliveryNote, NumberedKind.DeliveryNote, wish.Number, by, async (at, id, numberAsync) =>
        {
            if (await at.FindMadeAsync(DeliveryNote.Type, id, cancel) is { } made) return new AccountChange<DeliveryNote>(made);
            var faults = new Faults().PastDate(wish.Date, at.Today, "date").Lines(wish.Notes, "notes", SaleRules.LongestNotes);
            if (faults.Any) return Refusal.Invalid(faults);
            var order = await at.BillableOrderAsync(wish.OrderId, cancel);
            if (order.IsRefused(out var refusal)) return refusal;
            var was = order.Value.Value;
            var parts = PartWishes.Quantities(was.Sale, PartOfSale.Rest(was.Sale, was.Quantities(line => line.Delivered)), wish.Parts, InvoiceRules.NothingLeft);
            if (parts.IsRefused(out refusal)) return refusal;
            var number = await numberAsync();
            if (number.IsRefused(out refusal)) return refusal;
            var note = new DeliveryNote
            {
                Id = id, CustomerId = customerId, Number = number.Value, OrderId = was.Id, Date = wish.Date ?? at.Today, Notes = wish.Notes, ShippingAddress = was.Terms.ShippingAddress, CreatedAt = at.Now,
                Lines = [.. was.Sale.Lines.Select((line, i) => new DeliveredLine(i + 1, line.Sku, line.Description, parts.Value[i])).Where(line => line.Quantity > 0)],
            };
            var next = was.Progressing(parts.Value, (line, part) => line with { Delivered = line.Delivered + part }) with { Version = was.Version + 1, UpdatedAt = at.Now };
            return new AccountChange<DeliveryNote>(note)
            {
                Customer = at.Customer with { Counts = at.Customer.Counts with { DeliveryNotes = at.Customer.Counts.DeliveryNotes + 1 } },
                Writes = [DeliveryNote.Type.Create(note), Order.Type.Replace(order.Value, next), at.History(id, "created", HistoryWriter.Field("number", null, note.Number))],
            };
        }, cancel);
    }
}
