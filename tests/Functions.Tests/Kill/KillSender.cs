using System.Net;
using System.Net.Http.Headers;

namespace Customers.Functions.Tests.Kill;

/// <summary>Sends until it is acknowledged, as stores and partners do, whatever happens to the hub meanwhile.</summary>
internal sealed class KillSender(HubProcess hub, string adminKey) : IDisposable
{
    private const int AtOnce = 12;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", adminKey) } };
    private readonly SemaphoreSlim _acknowledged = new(0);
    private readonly List<Delivery> _inProgress = [];

    /// <summary>POSTs whose first attempt died with the hub: they are refused until their marks lapse.</summary>
    public IReadOnlyList<Delivery> InProgress => _inProgress;

    public Task SendAsync(IEnumerable<Delivery> deliveries) =>
        Parallel.ForEachAsync(deliveries, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (delivery, _) => await SendAsync(delivery));

    /// <summary>Until so many more are acknowledged.</summary>
    public async Task AcknowledgedAsync(int count)
    {
        for (var i = 0; i < count; i++) await _acknowledged.WaitAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        _acknowledged.Dispose();
    }

    private async Task SendAsync(Delivery delivery)
    {
        while (true)
        {
            var address = await hub.AddressAsync();
            try
            {
                using var request = delivery.Request(address);
                using var answer = await _http.SendAsync(request);
                if (answer.StatusCode == HttpStatusCode.Conflict) lock (_inProgress) _inProgress.Add(delivery);
                else Assert.True(answer.IsSuccessStatusCode, $"{delivery.Name}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                _acknowledged.Release();
                return;
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException)
            {
                // The hub died under it: once more, when it is back.
            }
        }
    }
}
