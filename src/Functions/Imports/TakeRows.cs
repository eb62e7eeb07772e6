using Customers.Domain.Settings;
using Customers.Functions.Security;

namespace Customers.Functions.Imports;

/// <summary>Imports rows, several at once; those that concern the same customer in the order of the file.</summary>
internal sealed class TakeRows(IServiceScopeFactory scopes)
{
    private const int AtOnce = 16;

    /// <param name="seen">Of a dry run; else null.</param>
    public async Task<RowResult[]> RunAsync(RowContext[] rows, HubSettings hub, RowsSeen? seen, CancellationToken cancel)
    {
        var results = new RowResult[rows.Length];
        await Parallel.ForEachAsync(RowGroups.Of(rows), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (group, token) =>
        {
            await using var scope = scopes.CreateAsyncScope();
            foreach (var i in group) results[i] = await TakeAsync(rows[i], hub, seen, scope.ServiceProvider, token);
        });
        return results;
    }

    private static async Task<RowResult> TakeAsync(RowContext row, HubSettings hub, RowsSeen? seen, IServiceProvider services, CancellationToken cancel)
    {
        if (row.Csv.Fault is { } fault) return RowResult.Refused(fault);
        services.GetRequiredService<IdsOfRequest>().ComeFrom(row.IdsOfRun);
        var keys = seen is null ? [] : row.Keys;
        var result = row.Run.Kind == ImportKind.Customers
            ? await services.GetRequiredService<ImportCustomerRow>().RunAsync(row, hub, cancel)
            : await services.GetRequiredService<ImportContactRow>().RunAsync(row, cancel);
        return seen?.Judge(keys, row.Csv.Cells!.ToJsonString(), result) ?? result;
    }
}
