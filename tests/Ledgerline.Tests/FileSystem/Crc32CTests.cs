using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>The checksum is the one of RFC 3720, however long the line is.</summary>
public sealed class Crc32CTests
{
    [Fact]
    public void Every_length_gives_what_the_definition_gives()
    {
        byte[] bytes = new byte[5000];
        new Random(1).NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length += length < 300 ? 1 : 37)
        {
            ReadOnlySpan<byte> part = bytes.AsSpan(bytes.Length - length);
            Assert.Equal(ByDefinition(part), Crc32C.Of(part));
        }
    }

    [Fact]
    public void The_check_value_is_the_known_one() => Assert.Equal(0xE3069283, Crc32C.Of("123456789"u8));

    /// <summary>Bit by bit.</summary>
    private static uint ByDefinition(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82F63B78;
            }
        }

        return ~crc;
    }
}
