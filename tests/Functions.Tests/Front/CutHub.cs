using Customers.Domain.Documents;
using Customers.Functions.Tests.App;
using Microsoft.Extensions.DependencyInjection;

namespace Customers.Functions.Tests.Front;

/// <summary>Messages are handled when the test says so, on a store that can be cut.</summary>
internal sealed class CutHub : RestingHub
{
    public CutStore Store => (CutStore)Services.GetRequiredService<IDocumentStore>();

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        CutStore.Configure(services);
    }
}
