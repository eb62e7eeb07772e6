namespace Customers.Published.Tests;

/// <summary>Has no job, and remembers which one was asked for: that tells where a message or tick would have gone.</summary>
internal sealed class AskedJob : IServiceScopeFactory, IServiceScope, IServiceProvider
{
    private Type? _asked;

    public static async Task<Type> OfAsync(Func<IServiceScopeFactory, Task> run)
    {
        var jobs = new AskedJob();
        // The fault of the missing job must come out: a function that swallows loses its message.
        await Assert.ThrowsAsync<InvalidOperationException>(() => run(jobs));
        return jobs._asked!;
    }

    public IServiceProvider ServiceProvider => this;

    public IServiceScope CreateScope() => this;

    public object? GetService(Type serviceType)
    {
        _asked = serviceType;
        return null;
    }

    public void Dispose()
    {
    }
}
