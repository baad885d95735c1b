using System.Text.Json;
using Ledgerline.Serialization;

namespace Ledgerline.PowerShell.Typed;

/// <summary>Reads the value under a reader.</summary>
internal delegate T ReadValue<out T>(ref Utf8JsonReader reader, RecordOptions options);
