using Ledgerline.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ledgerline.Generator.Tests;

/// <summary>What generated types and files are called.</summary>
public sealed class SymbolNameTests
{
    [Theory]
    [InlineData("Plain", "Demo_Plain", "Demo.Plain")]
    [InlineData("Snake_Case", "Demo_Snake__Case", "Demo.Snake_Case")]
    [InlineData("Page<int>", "Demo_Page_Of_Int32", "Demo.Page_Of_Int32")]
    [InlineData("Page<int?>", "Demo_Page_Of_Nullable_Int32", "Demo.Page_Of_Nullable_Int32")]
    [InlineData("Page<string>", "Demo_Page_Of_String", "Demo.Page_Of_String")]
    [InlineData("Page<string?>", "Demo_Page_Of_Nullable_String", "Demo.Page_Of_Nullable_String")]
    [InlineData("Page<Guid[]>", "Demo_Page_Of_Array_Of_Guid", "Demo.Page_Of_Array_Of_Guid")]
    [InlineData("Page<Plain>", "Demo_Page_Of_Demo_Plain", "Demo.Page_Of_Demo.Plain")]
    [InlineData("Page<Page<int>>", "Demo_Page_Of_Demo_Page_Of_Int32", "Demo.Page_Of_Demo.Page_Of_Int32")]
    [InlineData("Page<int, Plain>", "Demo_Page_Of2_Int32_And_Demo_Plain", "Demo.Page_Of2_Int32_And_Demo.Plain")]
    [InlineData("Page<Page<int>, int>", "Demo_Page_Of2_Demo_Page_Of_Int32_And_Int32", "Demo.Page_Of2_Demo.Page_Of_Int32_And_Int32")]
    [InlineData("Page<Page<int, int>>", "Demo_Page_Of_Demo_Page_Of2_Int32_And_Int32", "Demo.Page_Of_Demo.Page_Of2_Int32_And_Int32")]
    [InlineData("Page<int>.Mark", "Demo_Page_Of_Int32_Mark", "Demo.Page_Of_Int32.Mark")]
    [InlineData("Page<List<int>>", "Demo_Page_Of_System_Collections_Generic_List_Of_Int32", "Demo.Page_Of_System.Collections.Generic.List_Of_Int32")]
    public void A_closed_generic_type_has_an_identifier_and_a_file_of_its_own(string type, string id, string hintName)
    {
        CSharpCompilation compilation = Compile.Create(
            [
                $$"""
                namespace Demo;
                public record Plain;
                public record Snake_Case;
                public record Page<T>(T Value) { public record Mark(T Value); }
                public record Page<T1, T2>(T1 First, T2 Second);
                public record Holder({{type}} Held);
                """,
            ]);
        var held = (INamedTypeSymbol)compilation.GetTypeByMetadataName("Demo.Holder")!.GetMembers("Held").OfType<IPropertySymbol>().Single().Type;

        Assert.Equal((id, hintName), (SymbolNames.Id(held), SymbolNames.HintName(held)));
    }
}
