using Customers.Domain.Jobs;

namespace Customers.Domain.Tests;

public sealed class PaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 100L, 10, JobStatus.Running, null, null)]
    [InlineData(50, 100L, 0, JobStatus.Running, null, null)]
    [InlineData(50, 100L, 10, JobStatus.Running, 5.0, 10L)]
    [InlineData(99, 100L, 10, JobStatus.Running, 9.9, 1L)]
    [InlineData(100, 100L, 10, JobStatus.Running, 10.0, 0L)]
    [InlineData(120, 100L, 10, JobStatus.Running, 12.0, 0L)] // more came meanwhile
    [InlineData(50, null, 10, JobStatus.Running, 5.0, null)]
    [InlineData(1, long.MaxValue, 1_000_000_000, JobStatus.Running, 0.0, long.MaxValue)]
    [InlineData(100, 100L, 10, JobStatus.Succeeded, 10.0, null)]
    [InlineData(50, 100L, 10, JobStatus.Failed, 5.0, null)]
    public void A_job_goes_on_as_fast_as_it_went(long done, long? total, int seconds, JobStatus status, double? perSecond, long? left) =>
        Assert.Equal(new Pace(perSecond, left), Pace.Of(new Job { Id = "job_1", Kind = "pull", Status = status, Done = done, Total = total, CreatedAt = Start, UpdatedAt = Start.AddSeconds(seconds) }));
}
