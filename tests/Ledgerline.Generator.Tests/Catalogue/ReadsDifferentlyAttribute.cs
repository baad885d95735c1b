namespace Ledgerline.Generator.Tests.Catalogue;

/// <summary>System.Text.Json cannot read the type, or reads something else than it wrote: an intended difference.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class ReadsDifferentlyAttribute : Attribute;
