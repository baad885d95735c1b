using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation.Defects;

/// <summary>Defect: readers do not wait for the end of a batch: to them the mark that it goes on says nothing.</summary>
internal sealed class ReaderPastCommittedEnd(Disk inner) : ForwardingDisk(inner)
{
    protected override DiskFile Wrap(DiskFile file, DiskOpen how) =>
        how == DiskOpen.Read && file.Path == SimulatedProcess.LogPath ? new FileWithoutMarks(file) : file;

    private sealed class FileWithoutMarks(DiskFile inner) : ForwardingFile(inner)
    {
        private static ReadOnlySpan<byte> Mark => ",\"more\":true,\"crc\":\""u8;

        public override int Read(Span<byte> buffer, long offset)
        {
            byte[] content = new byte[Inner.Status().Length];
            Span<byte> lines = content.AsSpan(0, Inner.Read(content, 0));
            for (int at = 0; lines[at..].IndexOf(Mark) is var found and >= 0;)
            {
                at += found;
                int start = lines[..at].LastIndexOf((byte)'\n') + 1;
                int crc = at + ",\"more\":true"u8.Length;
                "less"u8.CopyTo(lines[(at + 2)..]);
                byte[] line = new byte[crc - start + LogLine.MaxEnvelope];
                lines[start..crc].CopyTo(line);
                int length = LogLine.WriteCrc(line, crc - start);
                Span<byte> rest = lines[crc..];
                line.AsSpan(crc - start, Math.Min(length, rest.Length)).CopyTo(rest);
                at = crc;
            }

            ReadOnlySpan<byte> wanted = offset >= lines.Length ? [] : lines[(int)offset..];
            int count = Math.Min(wanted.Length, buffer.Length);
            wanted[..count].CopyTo(buffer);
            return count;
        }
    }
}
