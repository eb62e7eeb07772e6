using Customers.Domain.Customers;
using Customers.Domain.Identity;
using Customers.Domain.Outcomes;
using Customers.Domain.Settings;
using Customers.Functions.Http;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Customers.Functions.Api;

/// <summary>Shows customers as of today, with what the caller may see of them.</summary>
internal sealed class CustomerView(CurrentSettings settings, TimeProvider clock)
{
    public ValueTask<Func<Customer, CustomerResponse>> ForAsync(HttpContext context) => ForAsync(context.Caller(), context.RequestAborted);

    public async ValueTask<Func<Customer, CustomerResponse>> ForAsync(Caller caller, CancellationToken cancel)
    {
        var hub = await settings.GetAsync(cancel);
        var today = hub.Organisation.DateAt(clock.GetUtcNow());
        return customer => CustomerResponse.Of(customer, hub, today, caller);
    }

    public async ValueTask<DateOnly> TodayAsync(CancellationToken cancel) => (await settings.GetAsync(cancel)).Organisation.DateAt(clock.GetUtcNow());

    public async Task<Results<Tagged<CustomerResponse>, Refused>> AnswerAsync(Outcome<Customer> outcome, HttpContext context)
    {
        var show = await ForAsync(context);
        return outcome.Answer(customer => Answers.Ok(show(customer), CustomerResponse.TagOf(customer)));
    }
}
