using Customers.Domain.Accounts;
using Customers.Domain.Invoices;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Books;

internal static class CreditDeeds
{
    /// <summary>An amount of an invoice, all that is left of it, or some of one of its lines.</summary>
    public static Act? OfInvoice(BookScene scene, Step step) => scene.Model.Invoices.Pick(step.A) is not { IsForeign: false } invoice ? null : (step.B % 3) switch
    {
        0 => OfAmount(scene, invoice, Deeds.Cents(step.C)),
        1 => All(scene, invoice),
        _ => OfLine(scene, invoice, step),
    };

    public static Act ByItself(BookScene scene, Step step)
    {
        var (before, model) = (scene.Now, scene.Model);
        var wish = new CreditNoteWish("Goodwill") { Amount = Euros(Deeds.Cents(step.A)), Date = scene.Today.AddDays(-step.B % 20) };
        return new(null, async (_, books) => (await books.CreditNotes.RunAsync(scene.Id, wish, Ann, default)).Refusal, now =>
        {
            var credit = Hold(model, now, NewId(before, now));
            Assert.Equal((wish.Amount.Value.Minor, wish.Date), (credit.Total, credit.Date));
            model.Settle(model.Oldest(), [credit], partly: true);
            if (credit.Open > 0) model.Settle(model.Oldest(), model.Usable(), model.Partly);
        });
    }

    /// <summary>A credit note that was posted, as the model knows it.</summary>
    public static HeldCredit Hold(BookModel model, KeptBooks now, string id)
    {
        var posting = now.Postings.Single(p => p.Id == id);
        var credit = new HeldCredit(id, posting.Kind, posting.Date, posting.Number, posting.Total.Minor) { OrderId = posting.OrderId };
        model.Credits.Add(credit);
        model.Post(posting.Kind, credit.Total);
        return credit;
    }

    private static Act OfAmount(BookScene scene, OwedInvoice invoice, long amount) => Credit(
        scene, invoice, new("Damaged") { InvoiceId = invoice.Id, Amount = Euros(amount) }, amount > scene.Model.Creditable(invoice) ? "credit-exceeds-invoice" : null, credit =>
        {
            Assert.Equal(amount, credit.Total);
            invoice.ByAmount = true;
        });

    private static Act All(BookScene scene, OwedInvoice invoice)
    {
        var left = scene.Model.Creditable(invoice);
        var byAmount = invoice.OfStore || invoice.ByAmount || left < invoice.Total - invoice.Corrected;
        return Credit(scene, invoice, new("Wrong") { InvoiceId = invoice.Id }, left == 0 ? "credit-exceeds-invoice" : null, credit =>
        {
            Assert.Equal(left, credit.Total);
            if (byAmount) invoice.ByAmount = true;
            else foreach (var line in invoice.Left.Keys) invoice.Left[line] = 0;
        });
    }

    private static Act OfLine(BookScene scene, OwedInvoice invoice, Step step)
    {
        var (line, quantity) = (step.C % Math.Max(1, invoice.Left.Count), (1 + (step.B % 7)) * 0.25m);
        var left = scene.Model.Creditable(invoice);
        var refused = left == 0 ? "credit-exceeds-invoice"
            : invoice.OfStore ? "validation-failed"
            : quantity > invoice.Left[line] ? "credit-exceeds-invoice" : null;
        var wish = new CreditNoteWish("Broken") { InvoiceId = invoice.Id, Parts = [new(line + 1, null, null, null, quantity)] };
        return Credit(scene, invoice, wish, refused, _ => invoice.Left[line] -= quantity) with { MayBeRefused = invoice.ByAmount || left < invoice.Total - invoice.Corrected };
    }

    private static Act Credit(BookScene scene, OwedInvoice invoice, CreditNoteWish wish, string? refused, Action<HeldCredit> alsoLearn)
    {
        var (before, model) = (scene.Now, scene.Model);
        return new(refused, async (_, books) => (await books.CreditNotes.RunAsync(scene.Id, wish, Ann, default)).Refusal, now =>
        {
            var credit = Hold(model, now, NewId(before, now));
            invoice.Corrected += credit.Total;
            model.Allocate(credit, invoice, Math.Min(credit.Total, invoice.Open));
            alsoLearn(credit);
        });
    }

    private static string NewId(KeptBooks before, KeptBooks now) => Deeds.New(before.Of(PostingKind.CreditNote), now.Of(PostingKind.CreditNote), p => p.Id).Id;
}
