using Customers.Domain.Blobs;
using Customers.Domain.Documents;
using Customers.Domain.Queues;
using Customers.Functions.Storage.Sqlite;

namespace Customers.Functions.Storage;

/// <summary>Documents, queues and files in one folder of this machine.</summary>
public static class EmbeddedStorage
{
    /// <summary>Opens the folder when first used. <paramref name="types"/> are all that this program stores.</summary>
    public static IServiceCollection Add(IServiceCollection services, string dataPath, IReadOnlyList<DocumentType> types) => services
        .AddSingleton(_ => new DataFolder(dataPath))
        .AddSingleton(all => new SqliteDatabase(
            all.GetRequiredService<DataFolder>(), types, all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<SqliteDatabase>>()))
        .AddSingleton<IFreedSpace>(all => all.GetRequiredService<SqliteDatabase>())
        .AddSingleton<IDocumentStore, SqliteDocumentStore>()
        .AddSingleton<IQueue, SqliteQueue>()
        .AddSingleton<IBlobStore, FolderBlobStore>();
}
