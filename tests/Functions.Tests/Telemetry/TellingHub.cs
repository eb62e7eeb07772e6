using Customers.Functions.Tests.App;

namespace Customers.Functions.Tests.Telemetry;

/// <summary>A hub that exports to this receiver.</summary>
public sealed class TellingHub : HubHost
{
    private readonly OtlpReceiver _receiver;

    internal TellingHub(OtlpReceiver receiver) => _receiver = receiver;

    protected override IEnumerable<string> Arguments => [.. base.Arguments, .. _receiver.Arguments];
}
