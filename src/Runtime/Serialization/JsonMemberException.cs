using System.Text.Json;

namespace Ledgerline.Serialization;

/// <summary>An error about a member of the object that was being read, which the reader does not stand on.</summary>
internal sealed class JsonMemberException(string message, string member, Exception? inner = null)
    : JsonException(message, inner)
{
    public string Member { get; } = member;
}
