using System.Text;
using Customers.Domain.Customers;
using Customers.Domain.Stores;
using Customers.Functions.Shopify;

namespace Customers.Functions.Tests.Shopify;

/// <summary>What Shopify tells of a customer beside who that is: in old webhooks, and in GraphQL.</summary>
public sealed class ShopifyPersonTests
{
    private static readonly DateTimeOffset ArrivedAt = new(2026, 11, 22, 2, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset DecidedAt = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"tags":" vip, spring  fair ,,VIP"}""", "vip|spring  fair|VIP")]
    [InlineData("""{"tags":""}""", "")]
    [InlineData("""{"tags":["vip"," a, b ",null,7]}""", "vip|a, b|7")]
    [InlineData("""{"tags":["vip",{"name":"a"},[1],true]}""", "vip")]
    [InlineData("""{"tags":[]}""", "")]
    [InlineData("""{"tags":null}""", null)]
    [InlineData("""{"tags":{"nodes":[]}}""", null)]
    [InlineData("{}", null)]
    public void Tags_are_a_list_or_a_text_with_commas_and_nothing_says_nothing(string body, string? tags) =>
        Assert.Equal(tags, Told(body).Tags is { } told ? string.Join('|', told) : null);

    [Theory]
    [InlineData("""{"email_marketing_consent":{"state":"subscribed","opt_in_level":"single_opt_in","consent_updated_at":"2026-11-01T09:00:00+01:00"}}""", ConsentState.Subscribed, true)]
    [InlineData("""{"email_marketing_consent":{"state":"unsubscribed","consent_updated_at":"2026-11-01T08:00:00Z"}}""", ConsentState.Unsubscribed, true)]
    [InlineData("""{"email_marketing_consent":{"state":"not_subscribed","consent_updated_at":null}}""", ConsentState.NotSubscribed, false)]
    [InlineData("""{"email_marketing_consent":{"state":"pending","consent_updated_at":"soon"}}""", ConsentState.Pending, false)]
    [InlineData("""{"email_marketing_consent":{"state":"subscribed","consent_updated_at":"2027-11-01T08:00:00Z"}}""", null, false)]
    [InlineData("""{"email_marketing_consent":{"state":"enthusiastic"}}""", null, false)]
    [InlineData("""{"email_marketing_consent":{"state":null}}""", null, false)]
    [InlineData("""{"email_marketing_consent":false}""", null, false)]
    [InlineData("{}", null, false)]
    public void A_consent_is_as_it_was_decided_and_what_cannot_be_understood_says_nothing(string body, ConsentState? state, bool dated)
    {
        var consent = state is { } known ? new Consent(known, dated ? DecidedAt : null) : null;
        Assert.Equal(consent is null ? null : new Marketing(Email: consent), Told(body).Marketing);
        Assert.Equal(consent is null ? null : new Marketing(Sms: consent), Told(body.Replace("email_", "sms_", StringComparison.Ordinal)).Marketing);
    }

    [Fact]
    public void GraphQL_tells_consents_with_the_address_and_the_number_that_they_are_for()
    {
        const string Node = """
            {"id":"gid://shopify/Customer/7","tags":["vip"],
             "defaultEmailAddress":{"emailAddress":"ada@example.com","marketingState":"SUBSCRIBED","marketingUpdatedAt":"2026-11-01T08:00:00Z"},
             "defaultPhoneNumber":{"phoneNumber":"+4911","marketingState":"NOT_SUBSCRIBED","marketingUpdatedAt":null}}
            """;
        var told = ShopifyMapper.CustomerNode(Encoding.UTF8.GetBytes(Node), ArrivedAt).Value;
        Assert.Equal(new Marketing(new(ConsentState.Subscribed, DecidedAt), new(ConsentState.NotSubscribed, null)), told.Marketing);
        Assert.Equal(["vip"], told.Tags);
    }

    /// <summary>A webhook and a pull of one version must be one version, though only the pull tells of these.</summary>
    [Fact]
    public void Neither_is_part_of_the_content_of_an_order()
    {
        const string Bare = """{"id":1,"updated_at":"2026-11-01T08:00:00Z","currency":"EUR","current_total_price":"1","total_price":"1","total_outstanding":"0","customer":{"id":7}}""";
        var full = Bare.Replace("\"id\":7", "\"id\":7,\"tags\":\"vip\",\"email_marketing_consent\":{\"state\":\"subscribed\"}", StringComparison.Ordinal);
        Assert.Equal((ContentOf(Bare), 1), (ContentOf(full), Order(full).Customer!.Tags!.Count));

        static string ContentOf(string body) => Order(body).ContentHash();
        static StoreOrder Order(string body) => ((StoreMessage.OrderChanged)ShopifyMapper.Webhook(Encoding.UTF8.GetBytes(body), ArrivedAt).Value).Order;
    }

    private static StoreCustomer Told(string body) =>
        ((StoreMessage.CustomerChanged)ShopifyMapper.Customer(Encoding.UTF8.GetBytes(body.Length > 2 ? """{"id":7,""" + body[1..] : """{"id":7}"""), ArrivedAt).Value).Customer;
}
