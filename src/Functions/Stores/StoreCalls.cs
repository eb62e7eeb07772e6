using Customers.Domain.Stores;
using Polly;
using Polly.Retry;

namespace Customers.Functions.Stores;

/// <summary>
/// Calls a store with patience: what may pass (no connection, a time limit, 408, 429, 5xx, throttling) is tried again after
/// what the store asks for, else after growing waits; both are capped. Then <see cref="StoreUnreachableException"/>.
/// </summary>
internal sealed class StoreCalls(TimeProvider clock)
{
    public const int MaxAttempts = 6;
    public const int LargestAnswer = 32 * 1024 * 1024;
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    private readonly ResiliencePipeline<StoreAnswer> _pipeline = new ResiliencePipelineBuilder<StoreAnswer> { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions<StoreAnswer>
        {
            MaxRetryAttempts = MaxAttempts - 1,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = LongestWait,
            BackoffType = DelayBackoffType.Exponential,
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Exception is { } fault ? MayPass(fault, attempt.Context.CancellationToken) : attempt.Outcome.Result!.MayPass),
            DelayGenerator = attempt => ValueTask.FromResult(Capped(attempt.Outcome.Result?.RetryAfter)),
        })
        .Build();

    /// <param name="send">Makes the request anew for each attempt, and sends it.</param>
    /// <param name="judge">May turn an answer into one that passes (<see cref="StoreAnswer.MayPass"/>): throttling that looks like success.</param>
    public Task<StoreAnswer> SendAsync(Func<CancellationToken, Task<StoreAnswer>> send, Func<StoreAnswer, StoreAnswer>? judge, CancellationToken cancel) => ReachAsync(
        () => _pipeline.ExecuteAsync(async attempt => await send(attempt) is var answer && judge is not null ? judge(answer) : answer, cancel).AsTask(), cancel);

    /// <summary>Without patience: whether a request that was not answered was obeyed nobody knows, and it must not be obeyed twice.</summary>
    public static Task<StoreAnswer> SendOnceAsync(Func<CancellationToken, Task<StoreAnswer>> send, CancellationToken cancel) => ReachAsync(() => send(cancel), cancel);

    private static async Task<StoreAnswer> ReachAsync(Func<Task<StoreAnswer>> send, CancellationToken cancel)
    {
        try
        {
            var answer = await send();
            return answer.MayPass ? throw new StoreUnreachableException($"The store answers {(int)answer.Status}.") : answer;
        }
        catch (Exception e) when (MayPass(e, cancel))
        {
            throw new StoreUnreachableException("The store cannot be reached.", e);
        }
    }

    /// <summary>HttpClient tells its time limit as a cancellation that nobody asked for.</summary>
    private static bool MayPass(Exception fault, CancellationToken cancel) =>
        fault is HttpRequestException || (fault is OperationCanceledException && !cancel.IsCancellationRequested);

    private static TimeSpan? Capped(TimeSpan? wait) => wait is { } time && time > LongestWait ? LongestWait : wait;
}
