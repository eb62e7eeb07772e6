using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Identity;
using Customers.Domain.Invoices;
using Customers.Domain.Orders;
using Customers.Domain.Tests.Setup;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Books;

/// <summary>Of an order no more is credited than is invoiced of it, whether by credit notes of its invoices or because its goods came back.</summary>
public sealed class CreditCapTests : IDisposable
{
    private readonly Setup.Hub _hub = new();
    private readonly Bookkeeping _books;

    public CreditCapTests() => _books = new(_hub.Do, _hub.Documents, new(), _hub.Do.Ids, _hub.Clock);

    /// <summary>Steps: <c>r</c> receives one of ten, <c>c</c> credits 30.00, <c>a</c> all that is left of the invoice, <c>l</c> one line's unit.</summary>
    [Theory]
    [InlineData("ar", "100.00 credit-exceeds-invoice")]
    [InlineData("ra", "10.00 90.00")]
    [InlineData("raa", "10.00 90.00 credit-exceeds-invoice")]
    [InlineData("rcra", "10.00 30.00 10.00 50.00")]
    [InlineData("cccr", "30.00 30.00 30.00 10.00")]
    [InlineData("cccrr", "30.00 30.00 30.00 10.00 credit-exceeds-invoice")]
    [InlineData("rcccl", "10.00 30.00 30.00 30.00 credit-exceeds-invoice")]
    [InlineData("rla", "10.00 10.00 80.00")]
    public async Task No_more_is_credited_than_is_invoiced(string steps, string outcomes)
    {
        var customer = (await _hub.Do.Create().RunAsync(Profile(), null, Ann, default)).Value.Id;
        var order = (await _books.CreateOrder.RunAsync(customer, new(new() { Currency = Eur, Terms = terms => terms, Lines = [new(null, null, "Thing", 10, UnitPrice.TryFromUnits(10, Eur, out var price) ? price : null)] }) { Confirmed = true }, Ann, default)).Value;
        var invoice = (await _books.Invoices.RunAsync(customer, new(new() { Currency = Eur, Terms = terms => terms }) { OrderId = order.Id }, Ann, default)).Value;
        var came = new List<string>();
        foreach (var step in steps) came.Add(step == 'r' ? await ReceiveOneAsync(customer, order) : await CreditAsync(customer, invoice, step));
        Assert.Equal(outcomes, string.Join(' ', came));
        (await KeptBooks.ReadAsync(_hub.Documents, customer)).AssertSound();
    }

    public void Dispose() => _hub.Dispose();

    private async Task<string> ReceiveOneAsync(CustomerId customer, Order order)
    {
        var announced = (await _books.Returns.CreateAsync(customer, new(order.Id, [new(1, null, null, null, 1)], "Too small", null), Ann, default)).Value;
        var received = await _books.Returns.ReceiveAsync(customer, announced.Id, Ann, default);
        return received.Refusal?.Code ?? (await _hub.FindAsync(Posting.Type, customer.Value, received.Value.CreditNoteId!))!.Total.ToString();
    }

    private async Task<string> CreditAsync(CustomerId customer, Posting invoice, char step)
    {
        var wish = new CreditNoteWish("Late") { InvoiceId = invoice.Id, Amount = step == 'c' ? Euros(3000) : null, Parts = step == 'l' ? [new(1, null, null, null, 1)] : null };
        var credited = await _books.CreditNotes.RunAsync(customer, wish, Ann, default);
        return credited.Refusal?.Code ?? credited.Value.Total.ToString();
    }
}
