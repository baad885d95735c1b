namespace Ledgerline.Tests.Contract;

/// <summary>A source that gives some bytes and then throws.</summary>
internal sealed class FailingStream(int length) : SourceStream
{
    private int _left = length;

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _left);
        _left -= count;
        return count > 0 ? count : throw new InvalidDataException("the source failed");
    }
}
