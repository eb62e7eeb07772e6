using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Customers.Functions.Storage;

/// <summary>Folders whose entries outlast a power cut. Windows needs no sync, and allows none.</summary>
internal static partial class DurableFolder
{
    public static void Create(string path)
    {
        if (Directory.Exists(path)) return;
        var parent = Path.GetDirectoryName(path)!;
        Create(parent);
        Directory.CreateDirectory(path);
        Sync(parent);
    }

    public static void Sync(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = Open(path, 0);
        if (folder.IsInvalid || Fsync(folder) != 0) throw new IOException($"The folder could not be synced: error {Marshal.GetLastPInvokeError()}.");
    }

    // File.OpenHandle refuses folders.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int readOnly);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(SafeFileHandle folder);
}
