using System.Globalization;
using System.Net.Http.Headers;
using Customers.Functions.Tests.App;
using Customers.Functions.Tests.Http;

namespace Customers.Functions.Tests.Kill;

/// <summary>Files stream through the hub: it never holds one.</summary>
public sealed class UploadMemoryTests : IDisposable
{
    private const string AdminKey = "hub_admin-key-of-the-memory-test-0123456789abcdefghi";
    private const int MostMegabytesMore = 40;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-memory-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Four_uploads_of_80_MB_at_once_hardly_take_memory()
    {
        if (!OperatingSystem.IsLinux()) return; // only there a process tells its peak, and forgets it when asked
        await using var process = new HubProcess(_folder.FullName, AdminKey);
        await process.StartAsync();
        using var http = new HttpClient { BaseAddress = await process.AddressAsync() };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        while (!(await http.GetAsync("/api/me")).IsSuccessStatusCode) await Task.Yield();
        using var hub = new HubDriver(http);
        var customer = (await hub.CreateCustomerAsync()).Text("id");
        await hub.UploadAsync(customer, "first.pdf", Files.Pdf);

        var file = new byte[80_000_000];
        Files.Pdf.CopyTo(file, 0);
        var before = PeakFromNow(process.Id);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => hub.UploadAsync(customer, $"{i}.pdf", file)));
        Assert.InRange(Peak(process.Id) - before, 0, MostMegabytesMore);
    }

    /// <summary>What it holds now, which is its peak from now on.</summary>
    private static long PeakFromNow(int id)
    {
        File.WriteAllText($"/proc/{id}/clear_refs", "5");
        return Peak(id);
    }

    /// <summary>Megabytes.</summary>
    private static long Peak(int id) => long.Parse(
        File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim(),
        CultureInfo.InvariantCulture) / 1024;
}
