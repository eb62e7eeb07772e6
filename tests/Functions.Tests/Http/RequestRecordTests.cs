using System.Text.Json;
using System.Text.Json.Serialization;
using Customers.Functions.Http;

namespace Customers.Functions.Tests.Http;

public sealed class RequestRecordTests
{
    [Theory]
    [InlineData(typeof(ThingRequest), true)]
    [InlineData(typeof(string), false)]
    [InlineData(typeof(JsonElement), false)]
    [InlineData(typeof(Thing), false)]
    public void A_request_record_is_known_by_its_fields(Type type, bool expected) => Assert.Equal(expected, RequestRecord.Is(type));

    [Fact]
    public void A_record_that_would_let_faults_pass_is_refused()
    {
        Assert.Contains("catch-all", Assert.Throws<InvalidOperationException>(() => RequestRecord.Is(typeof(Open))).Message, StringComparison.Ordinal);
        Assert.Contains("Mixed.plain", Assert.Throws<InvalidOperationException>(() => RequestRecord.Is(typeof(Mixed))).Message, StringComparison.Ordinal);
    }

    private sealed record Open(Field<string> Name);

    private sealed record Mixed(Field<string> Name, string Plain)
    {
        [JsonExtensionData] public Dictionary<string, JsonElement>? Unknown { get; init; }
    }
}
