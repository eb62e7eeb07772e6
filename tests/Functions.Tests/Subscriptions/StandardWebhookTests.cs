using Customers.Functions.Subscriptions;

namespace Customers.Functions.Tests.Subscriptions;

public sealed class StandardWebhookTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    /// <summary>The example of the specification's own libraries.</summary>
    [Fact]
    public async Task A_message_is_signed_as_Standard_Webhooks_says()
    {
        using var request = StandardWebhook.To(new("https://partner.example/"), "msg_p5jXN8AQM9LWM0D4loKWxJek", At, """{"test": 2432232314}""", ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]);
        Assert.Equal("msg_p5jXN8AQM9LWM0D4loKWxJek", Header("webhook-id"));
        Assert.Equal("1614265330", Header("webhook-timestamp"));
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", Header("webhook-signature"));
        Assert.Equal("application/json", request.Content!.Headers.ContentType?.ToString());
        Assert.Equal("""{"test": 2432232314}""", await request.Content.ReadAsStringAsync());

        string Header(string name) => Assert.Single(request.Headers.GetValues(name));
    }

    [Fact]
    public void A_replaced_secret_counts_on_for_a_day()
    {
        var secrets = new SubscriptionSecrets("whsec_1", []).Replaced("whsec_2", At);
        Assert.Equal(["whsec_2", "whsec_1"], secrets.ValidAt(At.AddHours(24).AddSeconds(-1)));
        Assert.Equal(["whsec_2"], secrets.ValidAt(At.AddHours(24)));
        Assert.Equal(["whsec_3", "whsec_2", "whsec_1"], secrets.Replaced("whsec_3", At.AddHours(1)).ValidAt(At.AddHours(2)));
        Assert.Equal(["whsec_3", "whsec_2"], secrets.Replaced("whsec_3", At.AddHours(24)).ValidAt(At.AddHours(24)));
    }
}
