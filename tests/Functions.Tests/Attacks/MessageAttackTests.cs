using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Attacks;

/// <summary>What is answered must help whoever reads it.</summary>
public sealed class MessageAttackTests(HubHost hub) : IClassFixture<HubHost>
{
    [Fact]
    public async Task A_property_named_twice_is_called_that()
    {
        using var answer = await hub.Admin.TryAsync(HttpMethod.Post, "/api/customers", """{"name":"a","n\u0061me":"b"}""");
        Assert.Equal("An object of the body names a property twice.", (await answer.JsonAsync()).Text("detail"));
    }
}
