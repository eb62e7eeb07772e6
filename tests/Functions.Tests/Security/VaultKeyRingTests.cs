using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Customers.Functions.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Security;

public sealed class VaultKeyRingTests : IDisposable
{
    private readonly Vault _vault = new();

    [Fact]
    public void What_one_instance_has_sealed_another_opens()
    {
        var text = Protector().Protect("secret");
        Assert.Equal("secret", Protector().Unprotect(text));
        Assert.Single(_vault.Secrets);
    }

    [Fact]
    public void Other_secrets_of_the_vault_are_left_alone()
    {
        _vault.Secrets["bootstrap-key"] = "no XML";
        _vault.Secrets["key-ring-disabled"] = "no XML";
        _vault.Disabled.Add("key-ring-disabled");
        var ring = new VaultKeyRing(_vault.Client());
        ring.StoreElement(new XElement("key", "ä"), "revocation-2026-11-24T12:00:00.0000000Z");
        Assert.Equal("<key>ä</key>", Assert.Single(ring.GetAllElements()).ToString());
        Assert.Contains("key-ring-revocation-2026-11-24T12-00-00-0000000Z", _vault.Secrets.Keys);
    }

    public void Dispose() => _vault.Dispose();

    private IDataProtector Protector()
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("customers");
        services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new VaultKeyRing(_vault.Client()));
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
    }

    /// <summary>As much of Key Vault's protocol as secrets need: set, get, list by pages.</summary>
    private sealed class Vault : HttpMessageHandler
    {
        private const string Address = "https://vault.example/";
        public ConcurrentDictionary<string, string> Secrets { get; } = [];
        public ConcurrentBag<string> Disabled { get; } = [];

        public SecretClient Client() => new(new Uri(Address), new NoCredential(), new SecretClientOptions
        {
            Transport = new HttpClientTransport(this), DisableChallengeResourceVerification = true, Retry = { MaxRetries = 0 },
        });

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Answer(request, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var body = request.Content is null ? null : new StreamReader(request.Content.ReadAsStream(cancellationToken));
            return Answer(request, body?.ReadToEnd() ?? "");
        }

        private HttpResponseMessage Answer(HttpRequestMessage request, string body)
        {
            if (request.Headers.Authorization is null) return Challenge();
            var name = request.RequestUri!.Segments.ElementAtOrDefault(2)?.Trim('/');
            if (request.Method == HttpMethod.Put) Secrets[name!] = JsonDocument.Parse(body).RootElement.GetProperty("value").GetString()!;
            return new() { Content = new StringContent((name is null ? Page(request.RequestUri) : Entry(name).With("value", Secrets[name])).ToJsonString()) };
        }

        private JsonObject Page(Uri asked)
        {
            var from = int.Parse(System.Web.HttpUtility.ParseQueryString(asked.Query)["$skiptoken"] ?? "0", System.Globalization.CultureInfo.InvariantCulture);
            var names = Secrets.Keys.Order(StringComparer.Ordinal).ToList();
            var next = from + 1 < names.Count ? $"{Address}secrets?api-version=7.4&$skiptoken={from + 1}" : null;
            return new() { ["value"] = new JsonArray([.. names.Skip(from).Take(1).Select(Entry)]), ["nextLink"] = next };
        }

        private JsonObject Entry(string name) => new()
        {
            ["id"] = $"{Address}secrets/{name}" , ["attributes"] = new JsonObject { ["enabled"] = !Disabled.Contains(name) },
        };

        private static HttpResponseMessage Challenge() => new(System.Net.HttpStatusCode.Unauthorized)
        {
            Content = new StringContent("{}"),
            Headers = { { "WWW-Authenticate", "Bearer authorization=\"https://login.example/tenant\", resource=\"https://vault.azure.net\"" } },
        };
    }

    private sealed class NoCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("token", DateTimeOffset.MaxValue);
        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
