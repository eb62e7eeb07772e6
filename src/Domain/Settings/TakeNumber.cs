using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Settings;

/// <summary>
/// The number of a document that is about to be created, as settings say: given, from a block, or without a gap. Take it last,
/// right before the commit that creates the document under the id named here (it must not exist before) with the number as its
/// property <c>number</c>. Then report <see cref="Posted"/>, or <see cref="GiveBackAsync"/>; who crashes need not. A commit that
/// loses against another change is simply tried again with the same number. One that conflicts at the document's own id, where
/// an <see cref="AbandonedDocument"/> lies, took more than 30 seconds: give back, and start over with a new id.
/// </summary>
public sealed class TakeNumber(Numbers numbers, GaplessNumbers gapless, ClaimNumber claim)
{
    private static readonly Refusal Taken = Refusal.Conflict("number-taken", "Another document of this kind has this number.");

    /// <summary>Finds what is wrong with <c>number</c> before anything is written; <see cref="RunAsync"/> looks again.</summary>
    public async ValueTask CheckAsync(NumberedKind kind, string? given, Faults faults, CancellationToken cancel) =>
        NumberText.Check(await numbers.NumberingAsync(kind, cancel), given, faults);

    /// <summary>
    /// Again for the same document: a given number or one without a gap is the same again, one from a block is another.
    /// Refusals: <c>validation-failed</c> on <c>number</c>, <c>number-taken</c>.
    /// </summary>
    /// <param name="given">Null: an automatic one.</param>
    public async Task<Outcome<NumberReservation>> RunAsync(NumberedKind kind, string? given, CustomerId customer, string documentId, CancellationToken cancel)
    {
        var faults = new Faults();
        await CheckAsync(kind, given, faults, cancel);
        if (faults.Any) return Refusal.Invalid(faults);
        if (given is null) return await DrawAsync(kind, customer, documentId, cancel);
        var reservation = new NumberReservation(kind, given, customer, documentId);
        return await GiveAsync(reservation, cancel) ? reservation : Taken;
    }

    /// <summary>The document exists.</summary>
    public void Posted(NumberReservation reservation)
    {
        if (reservation.Outstanding is { } number) gapless.Posted(reservation.Kind, number);
    }

    /// <summary>The document will not be created; from now on it cannot be, under this id.</summary>
    public Task GiveBackAsync(NumberReservation reservation, CancellationToken cancel) => reservation.Outstanding is { } number
        ? gapless.SettleAsync(reservation.Kind, number, cancel)
        : claim.GiveBackAsync(reservation, cancel);

    private async Task<NumberReservation> DrawAsync(NumberedKind kind, CustomerId customer, string documentId, CancellationToken cancel)
    {
        var numbering = await numbers.NumberingAsync(kind, cancel);
        while (true)
        {
            var drawn = numbering.Gapless ? await gapless.DrawAsync(kind, numbering.Prefix, customer, documentId, cancel) : await numbers.DrawAsync(kind, cancel);
            var reservation = new NumberReservation(kind, drawn.Text, customer, documentId) { Outstanding = drawn.Outstanding };
            if (!drawn.MustBeClaimed || await claim.RunAsync(reservation, cancel)) return reservation;
            if (drawn.Outstanding is { } number) await gapless.PassOverAsync(kind, number, cancel);
        }
    }

    /// <summary>What the sequence handed out before it was mixed has no claim, so it is asked first.</summary>
    private async Task<bool> GiveAsync(NumberReservation wanted, CancellationToken cancel)
    {
        var sequence = await gapless.MixAsync(wanted.Kind, cancel);
        if (sequence.MayHaveMade(wanted.Text) && !await claim.IsOwnAsync(wanted, cancel)) return false;
        return await claim.RunAsync(wanted, cancel);
    }
}
