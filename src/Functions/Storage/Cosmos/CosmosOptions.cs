using System.ComponentModel.DataAnnotations;
using System.Data.Common;

namespace Customers.Functions.Storage.Cosmos;

/// <summary>Configuration section <c>Customers:Cosmos</c>: a connection string, or an endpoint for the identity of this process.</summary>
public sealed class CosmosOptions : IValidatableObject
{
    public const string Section = HubOptions.Section + ":Cosmos";

    /// <summary><c>AccountEndpoint=…;AccountKey=…</c>: for emulators. On Azure the identity needs no key.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Address of the account; signed in with <c>DefaultAzureCredential</c>.</summary>
    public Uri? Endpoint { get; set; }

    [Required]
    public string Database { get; set; } = "customers";

    /// <summary>Creates the database and containers, and keeps their indexes, at start: for development. On Azure infra/ does.</summary>
    public bool CreateContainers { get; set; }

    /// <summary>Where the account is, whichever way it is named.</summary>
    internal Uri? Address => ConnectionString is null
        ? Endpoint
        : new DbConnectionStringBuilder { ConnectionString = ConnectionString }.TryGetValue("AccountEndpoint", out var endpoint) && Uri.TryCreate(endpoint as string, UriKind.Absolute, out var address) ? address : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((ConnectionString is null) == (Endpoint is null)) yield return new($"Either {nameof(ConnectionString)} or {nameof(Endpoint)} names the account.");
        else if (Address is null) yield return new($"{nameof(ConnectionString)} names no AccountEndpoint.");
    }
}
