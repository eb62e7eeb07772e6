namespace Customers.Domain.Jobs;

/// <summary>How fast a job goes since somebody asked for it, and when at that pace it ends. Pure.</summary>
/// <param name="PerSecond">Null before anything is done.</param>
/// <param name="SecondsLeft">Null while nobody knows how much there is, and when it is over.</param>
public readonly record struct Pace(double? PerSecond, long? SecondsLeft)
{
    public static Pace Of(Job job)
    {
        var seconds = (job.UpdatedAt - job.CreatedAt).TotalSeconds;
        if (job.Done == 0 || seconds <= 0) return default;
        var perSecond = job.Done / seconds;
        return new(Math.Round(perSecond, 3), job is { IsOver: false, Total: { } total } ? (long)Math.Ceiling(Math.Max(0, total - job.Done) / perSecond) : null);
    }
}
