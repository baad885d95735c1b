using System.Text;

namespace Ledgerline.Tests.FileSystem.Documents;

/// <summary>The ways in which editors and scripts were seen to save a file.</summary>
internal static class SaveByHand
{
    public static readonly IReadOnlyDictionary<string, Action<string, string>> Ways = new Dictionary<string, Action<string, string>>
    {
        ["cut and written in place"] = static (path, content) => File.WriteAllText(path, content),
        ["cut, then written in parts"] = static (path, content) =>
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            foreach (byte part in Encoding.UTF8.GetBytes(content))
            {
                file.WriteByte(part);
                Thread.Sleep(1);
            }
        },
        ["rename"] = static (path, content) =>
        {
            File.WriteAllText(path + "~new", content);
            File.Move(path + "~new", path, overwrite: true);
        },
        ["removed and made"] = static (path, content) =>
        {
            File.Delete(path);
            File.WriteAllText(path, content);
        },
        ["moved away, made, the old one removed"] = static (path, content) =>
        {
            if (File.Exists(path))
            {
                File.Move(path, path + "~");
            }

            File.WriteAllText(path, content);
            File.Delete(path + "~");
        },
        ["written in place, then its time set"] = static (path, content) =>
        {
            File.WriteAllText(path, content);
            File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        },
    };
}
