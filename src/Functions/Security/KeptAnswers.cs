using System.Security.Cryptography;
using Customers.Domain.Documents;
using Customers.Domain.Identity;

namespace Customers.Functions.Security;

/// <summary>The marks of POSTs with an <c>Idempotency-Key</c>: begun, taken over, answered, let go.</summary>
internal sealed class KeptAnswers(IDocumentStore store, RandomNumberGenerator random, TimeProvider clock)
{
    /// <summary>The run that this request may do, or what stands there already.</summary>
    public async Task<Begun> BeginAsync(string id, string requestHash, string? path, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var current = await store.ReadAsync(KeptAnswer.Documents, id, id, cancel);
        if (current is not null && (current.Value.RequestHash != requestHash || current.Value.Answer is not null || current.Value.IsRunningAt(now)))
            return new(current, Runs: false);
        var mark = (current?.Value ?? New(id, requestHash, now)) with { RunsUntil = now + KeptAnswer.Lease, CustomerId = KeptAnswer.CustomerIn(path) };
        // Whoever loses the race finds the winner's mark.
        return await SaveAsync(current, mark, cancel) is { } stored ? new(stored, Runs: true) : await BeginAsync(id, requestHash, path, cancel);
    }

    public Task AnswerAsync(Stored<KeptAnswer> mark, string? fingerprint, Answer answer) =>
        SaveAsync(mark, mark.Value with { Answer = answer, ContentFingerprint = fingerprint, RunsUntil = null, CustomerId = mark.Value.CustomerId ?? KeptAnswer.CustomerIn(answer.Location) }, CancellationToken.None);

    /// <summary>The request was refused before it did anything: the key is free again.</summary>
    public Task ForgetAsync(Stored<KeptAnswer> mark) =>
        store.DeleteAsync(KeptAnswer.Documents, mark, CancellationToken.None);

    /// <summary>The run broke off, perhaps half done: a repeat may go on at once, with the same ids.</summary>
    public Task LetGoAsync(Stored<KeptAnswer> mark) => SaveAsync(mark, mark.Value with { RunsUntil = null }, CancellationToken.None);

    private KeptAnswer New(string id, string requestHash, DateTimeOffset now)
    {
        var seed = new byte[SeededIds.SeedLength];
        random.GetBytes(seed);
        return new() { Id = id, RequestHash = requestHash, Seed = seed, FirstAt = now };
    }

    private Task<Stored<KeptAnswer>?> SaveAsync(Stored<KeptAnswer>? current, KeptAnswer mark, CancellationToken cancel) =>
        store.SaveAsync(KeptAnswer.Documents, current, mark, cancel);
}

/// <param name="Runs">This request goes on; otherwise <paramref name="Mark"/> says why not.</param>
internal sealed record Begun(Stored<KeptAnswer> Mark, bool Runs);
