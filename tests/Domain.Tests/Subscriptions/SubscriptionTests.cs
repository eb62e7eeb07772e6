using Customers.Domain.Subscriptions;
using static Customers.Domain.Tests.Setup.Sample;

namespace Customers.Domain.Tests.Subscriptions;

public sealed class SubscriptionTests
{
    private static readonly Subscription New = new() { Id = "sub_1", Url = new("https://partner.example"), Events = [SubscriptionEvent.CustomerHeld], SealedSecrets = "", CreatedAt = Start, UpdatedAt = Start };

    [Fact]
    public void It_rests_for_growing_times_while_nothing_succeeds()
    {
        var (now, subscription, rests) = (Start, New, new List<TimeSpan>());
        for (var failure = 0; failure < 7; failure++)
        {
            subscription = subscription.Failed(now, now);
            rests.Add(subscription.RestsUntil!.Value - now);
            now = subscription.RestsUntil.Value;
        }

        Assert.Equal([Seconds(5), Minutes(5), Minutes(30), Hours(2), Hours(5), Hours(5), Hours(5)], rests);
        Assert.Equal(Start, subscription.FailingSince);
        Assert.Equal(New, subscription.Succeeded());
    }

    [Fact]
    public void Attempts_that_began_before_the_rest_make_it_no_longer()
    {
        var resting = New.Failed(Start, Start.AddSeconds(15));
        Assert.Same(resting, resting.Failed(Start.AddSeconds(1), Start.AddSeconds(16)));
    }

    [Theory]
    [InlineData(7 * 24 * 3600 - 1, true)]
    [InlineData(7 * 24 * 3600, false)]
    public void A_week_without_a_success_disables_it(int seconds, bool active)
    {
        var later = Start.AddSeconds(seconds);
        var failing = New.Failed(Start, Start).Failed(later, later);
        Assert.Equal((active, active ? null : DisabledReason.Failing, active ? null : (DateTimeOffset?)later), (failing.IsActive, failing.DisabledReason, failing.DisabledAt));
    }

    [Fact]
    public void One_success_begins_the_week_anew()
    {
        var (sixth, eighth) = (Start.AddDays(6), Start.AddDays(8));
        Assert.True(New.Failed(Start, Start).Succeeded().Failed(sixth, sixth).Failed(eighth, eighth).IsActive);
    }

    [Fact]
    public void Enabled_again_it_has_forgotten_its_failures()
    {
        var late = Start.AddDays(7);
        var enabled = New.Failed(Start, Start).Failed(late, late).Enabled();
        Assert.Equal((true, null, 0, null), (enabled.IsActive, enabled.FailingSince, enabled.Failures, enabled.RestsUntil));
    }

    [Fact]
    public void A_delivery_is_tried_ten_times_within_some_three_days()
    {
        var (now, delivery, waits) = (Start, Delivery.New("dlv_1", "sub_1", "customer.held", "{}", Start), new List<TimeSpan>());
        while (delivery.State == DeliveryState.Pending)
        {
            delivery = delivery.Failed(500, "status-500", asked: null, now);
            if (delivery.NextTryAt is not { } next) continue;
            waits.Add(next - now);
            now = next;
        }

        Assert.Equal([Seconds(5), Minutes(5), Minutes(30), Hours(2), Hours(5), Hours(10), Hours(14), Hours(20), Hours(24)], waits);
        Assert.Equal((DeliveryState.Failed, 10, 500, "status-500", now), (delivery.State, delivery.Attempts, delivery.Status, delivery.Reason, delivery.AttemptedAt));
        Assert.Equal(DateOnly.FromDateTime(now.UtcDateTime).AddDays(30), delivery.ExpiresOn);
    }

    private static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);
    private static TimeSpan Minutes(int count) => TimeSpan.FromMinutes(count);
    private static TimeSpan Hours(int count) => TimeSpan.FromHours(count);
}
