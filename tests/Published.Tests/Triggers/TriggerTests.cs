using System.Globalization;
using Customers.Domain.Queues;
using Customers.Functions.Jobs;
using Customers.Functions.Triggers;
using Customers.Functions.Webhooks;
using Microsoft.Azure.Functions.Worker;

namespace Customers.Published.Tests;

/// <summary>Both runtimes do the same by the same names.</summary>
public sealed class TriggerTests
{
    [Fact]
    public void Http_functions_take_every_path_and_leave_keys_to_the_pipeline()
    {
        const string Any = "get head post put patch delete options";
        Assert.Equal(
            [
                ("Api", Any, "api/{*path}"),
                ("ShopifyWebhook", "post", WebhookEndpoints.ShopifyRoute),
                ("Site", Any, "{*path}"),
                ("WooCommerceWebhook", "post", WebhookEndpoints.WooCommerceRoute),
            ],
            FunctionsOfAzure.Of<HttpTriggerAttribute>().Select(f => (f.Name, string.Join(' ', f.Trigger.Methods), f.Trigger.Route)).OrderBy(f => f.Name, StringComparer.Ordinal));
        Assert.All(FunctionsOfAzure.Of<HttpTriggerAttribute>(), f => Assert.Equal(AuthorizationLevel.Anonymous, f.Trigger.AuthLevel));
    }

    [Fact]
    public void Every_schedule_has_its_timer() =>
        Assert.Equal(
            Schedules.All.Select(s => (s.Name, s.Cron)).Order(),
            FunctionsOfAzure.Of<TimerTriggerAttribute>().Select(f => (f.Name, f.Trigger.Schedule)).Order());

    /// <summary>Else every new instance would tick all of them at once.</summary>
    [Fact]
    public void No_timer_ticks_because_an_instance_starts() =>
        Assert.All(FunctionsOfAzure.Of<TimerTriggerAttribute>(), f => Assert.False(f.Trigger.RunOnStartup));

    [Fact]
    public void A_schedules_cron_expression_says_how_often_it_ticks_locally() =>
        Assert.All(Schedules.All, schedule => Assert.Equal(schedule.Every, PeriodOf(schedule.Cron)));

    [Fact]
    public void Every_queue_has_its_function() =>
        Assert.Equal(QueueNames.All.Order(StringComparer.Ordinal), FunctionsOfAzure.Of<QueueTriggerAttribute>().Select(f => f.Trigger.QueueName).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_timer_function_runs_the_job_of_its_schedule()
    {
        foreach (var (name, method, _) in FunctionsOfAzure.Of<TimerTriggerAttribute>())
            Assert.Equal(
                await AskedJob.OfAsync(scopes => new Schedules(scopes).RunAsync(name, CancellationToken.None)),
                await AskedJob.OfAsync(scopes => (Task)method.Invoke(new TimerFunctions(new(scopes)), [new TimerInfo(), CancellationToken.None])!));
    }

    [Fact]
    public async Task A_queue_function_runs_the_job_of_its_queue()
    {
        foreach (var (_, method, trigger) in FunctionsOfAzure.Of<QueueTriggerAttribute>())
            Assert.Equal(
                await AskedJob.OfAsync(scopes => new QueueHandlers(scopes).RunAsync(trigger.QueueName, "{}", CancellationToken.None)),
                await AskedJob.OfAsync(scopes => (Task)method.Invoke(new QueueFunctions(new(scopes)), ["{}", CancellationToken.None])!));
    }

    /// <summary>A failed write to an output binding may still be answered with 200.</summary>
    [Fact]
    public void Nothing_leaves_by_an_output_binding() =>
        Assert.All(FunctionsOfAzure.All, f =>
        {
            Assert.Equal(typeof(Task), f.Method.ReturnType);
            Assert.Empty(f.Method.ReturnParameter.GetCustomAttributes(inherit: false));
            Assert.All(f.Method.GetParameters().Skip(1), p => Assert.Equal(typeof(CancellationToken), p.ParameterType));
        });

    private static TimeSpan PeriodOf(string cron) => cron.Split(' ') switch
    {
        ["0" or "30", ['*', '/', .. var minutes], "*", "*", "*", "*"] => TimeSpan.FromMinutes(int.Parse(minutes, CultureInfo.InvariantCulture)),
        ["0", var minute, "*", "*", "*", "*"] when int.TryParse(minute, CultureInfo.InvariantCulture, out _) => TimeSpan.FromHours(1),
        _ => throw new FormatException($"No test reads '{cron}' yet."),
    };
}
