using Customers.Domain.Customers;
using Customers.Functions.Local;
using Customers.Functions.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Conventions.Tests;

public sealed class BoundaryTests
{
    [Fact]
    public void Rules_need_nothing_but_the_runtime() => Offenders.None(
        from assembly in typeof(Customer).Assembly.GetReferencedAssemblies()
        where !assembly.Name!.StartsWith("System.", StringComparison.Ordinal)
        select assembly.Name);

    [Fact]
    public void What_is_built_to_run_here_does_not_know_Azure_Functions() => Offenders.None(
        from assembly in typeof(LocalShell).Assembly.GetReferencedAssemblies()
        where assembly.Name!.StartsWith("Microsoft.Azure.Functions", StringComparison.Ordinal)
        select assembly.Name);

    /// <summary>ASP.NET would watch all of the folder where it starts, and by itself the data lies there.</summary>
    [Fact]
    public async Task No_folder_is_watched_for_changes_of_configuration()
    {
        await using var app = LocalShell.Build([], demo: false);
        var files = ((IConfigurationBuilder)app.Configuration).Sources.OfType<FileConfigurationSource>().ToList();
        Assert.NotEmpty(files);
        Offenders.None(from file in files where file.ReloadOnChange select file.Path!);
    }

    [Fact]
    public async Task Every_endpoint_names_the_right_it_needs_or_opens_itself()
    {
        await using var app = LocalShell.Build([], demo: false);
        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList();
        Assert.NotEmpty(endpoints);
        Offenders.None(
            from endpoint in endpoints
            where endpoint.Metadata.GetMetadata<Need>() is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            select endpoint.DisplayName);
    }
}
