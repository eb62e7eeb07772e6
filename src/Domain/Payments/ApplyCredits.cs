using Customers.Domain.Accounts;
using Customers.Domain.Amounts;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;

namespace Customers.Domain.Payments;

/// <summary>
/// Uses what is unallocated against open invoices, the oldest of both first, in as many commits as it takes. A crash in between
/// leaves money unallocated that the next invoice, or a repeat of the request, uses.
/// </summary>
public sealed class ApplyCredits(WriteAccount account)
{
    public async Task RunAsync(CustomerId id, Currency currency, Caller by, CancellationToken cancel)
    {
        while (true)
        {
            var more = await account.RunAsync(id, by, async at =>
            {
                var usable = at.Usable(currency);
                if (usable.IsZero) return new AccountChange<bool>(false);
                IReadOnlyList<Posting> before = [.. await at.PayableAsync(usable, cancel), .. await at.OpenCreditsAsync(currency, Allocate.MostAtOnce, cancel)];
                var book = at.Open(before);
                book.Settle(currency, at.MayPayPartly, Allocate.MostAtOnce);
                return book.Changed.Any() ? await new AccountChange<bool>(true).WithAsync(at, book, before, cancel) : (Outcome<AccountChange<bool>>)new AccountChange<bool>(false);
            }, cancel);
            if (more.IsRefused(out _) || !more.Value) return;
        }
    }
}
