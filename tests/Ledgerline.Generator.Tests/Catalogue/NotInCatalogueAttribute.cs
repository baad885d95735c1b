namespace Ledgerline.Generator.Tests.Catalogue;

/// <summary>The type takes no random values, or System.Text.Json cannot make it: it has tests of its own.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class NotInCatalogueAttribute : Attribute;
