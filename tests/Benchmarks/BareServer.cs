using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Customers.Benchmarks;

/// <summary>Kestrel and nothing else: what the machine gives to HTTP.</summary>
internal static class BareServer
{
    public const string Argument = "bare-server";

    public static Task<ListeningProcess> StartAsync() => ListeningProcess.StartAsync("Customers.Benchmarks.dll", [Argument], []);

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.Run(context =>
        {
            context.Response.ContentLength = 2;
            return context.Response.Body.WriteAsync("ok"u8.ToArray()).AsTask();
        });
        await app.RunAsync();
    }
}
