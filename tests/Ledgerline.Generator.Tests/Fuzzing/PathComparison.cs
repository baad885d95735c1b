using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ledgerline.Serialization;

namespace Ledgerline.Generator.Tests.Fuzzing;

/// <summary>Reads JSON as one type by both paths.</summary>
internal abstract class PathComparison
{
    public abstract byte[] Write(object value);

    /// <summary>Whether the expected path takes the text, and gives what the general path gives.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public abstract bool IsExpected(byte[] json);

    /// <summary>Makes sure that the two ways in, by bytes and through System.Text.Json, give the same value or error.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public abstract void CheckEntrances(byte[] json);

    public static PathComparison Of(Type type) => (PathComparison)Activator.CreateInstance(
        typeof(Typed<>).MakeGenericType(type), LedgerlineJsonContext.Default.GetTypeInfo(type))!;

    private sealed class Typed<T>(JsonTypeInfo<T> typeInfo) : PathComparison
    {
        private readonly RecordConverter<T> _converter = (RecordConverter<T>)typeInfo.Converter;

        public override byte[] Write(object value)
        {
            var output = new ArrayBufferWriter<byte>();
            _converter.Write(output, (T)value);
            return output.WrittenSpan.ToArray();
        }

        public override bool IsExpected(byte[] json)
        {
            if (!_converter.TryReadExpected(json, out T expected))
            {
                return false;
            }

            T general;
            try
            {
                general = _converter.ReadGeneral(json);
            }
            catch (JsonException e)
            {
                throw new InvalidOperationException($"The expected path reads what the general one refuses: {e.Message}", e);
            }

            return Written(expected) == Written(general) ? true : throw new InvalidOperationException("The paths read different values.");
        }

        public override void CheckEntrances(byte[] json)
        {
            (string? Written, string? Path, string? Error) direct = Outcome(() => _converter.Read(json));
            (string? Written, string? Path, string? Error) through = Outcome(() => JsonSerializer.Deserialize(json, typeInfo)!);
            if (direct.Path != through.Path || direct.Written != through.Written)
            {
                throw new InvalidOperationException($"By its bytes: {direct.Error ?? "read"}; through JsonSerializer: {through.Error ?? "read"}.");
            }
        }

        /// <summary>What tells a value from another: its JSON, or why it has none, as infinity, or half a surrogate pair in a JsonNode.</summary>
        private string Written(T value)
        {
            try
            {
                return Convert.ToHexString(Write(value!));
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException)
            {
                return e.Message;
            }
        }

        private (string? Written, string? Path, string? Error) Outcome(Func<T> read)
        {
            try
            {
                return (Written(read()), null, null);
            }
            catch (JsonException e)
            {
                return (null, e.Path, e.Message);
            }
        }
    }
}
