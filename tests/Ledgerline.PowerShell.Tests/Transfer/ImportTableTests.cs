using System.Management.Automation;
using System.Text;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Transfer;

/// <summary><c>Import-Log</c> of CSV, also against odd input.</summary>
public sealed class ImportTableTests : TransferSession
{
    [Theory]
    [InlineData("a,b\n1,x\n", """{"a":"1","b":"x"}""")]
    [InlineData("a,b\r\n1,x\r\n", """{"a":"1","b":"x"}""")]
    [InlineData("a,b\r1,x\r", """{"a":"1","b":"x"}""")]
    [InlineData("a,b\n1,x", """{"a":"1","b":"x"}""")]
    [InlineData("\uFEFFa,b\n\n1,x\n\n", """{"a":"1","b":"x"}""")]
    [InlineData("a,b\n,\n", """{"a":"","b":""}""")]
    [InlineData("a,b\n\"\",\" \"\n", """{"a":"","b":" "}""")]
    [InlineData("a,b\n\"x,\"\"y\"\"\",\"1\r\n2\n3\"\n", """{"a":"x,\"y\"","b":"1\r\n2\n3"}""")]
    [InlineData("\"a,b\",\"c\"\"d\"\n1,2\n", """{"a,b":"1","c\"d":"2"}""")]
    [InlineData("a,b\n x , 5\" \n", """{"a":" x ","b":" 5\" "}""")]
    [InlineData("a\ngröße 日本\n", """{"a":"größe 日本"}""")]
    [InlineData("id,ID\n1,2\n", """{"id":"1","ID":"2"}""")]
    [InlineData("Seq,n\n7,2\n", """{"Seq":"7","n":"2"}""")]
    public void A_row_is_an_object_of_strings(string table, string json)
    {
        WriteFile("in.csv", table);

        Import("in.csv").AssertNoErrors();

        Assert.Equal([json], Data());
    }

    [Theory]
    [InlineData("1,x,true,,null", """{"a":1,"b":"x","c":true,"e":null}""")]
    [InlineData("\"1\",\"true\",\"null\",\"\",007", """{"a":"1","b":"true","c":"null","d":"","e":"007"}""")]
    [InlineData("1.0,-1e3,1.,- 1,0x1", """{"a":1.0,"b":-1e3,"c":"1.","d":"- 1","e":"0x1"}""")]
    [InlineData("\"{\"\"x\"\":[1, 2]}\",\"[]\",\"{no}\",\"\"\"q\"\"\",[1]", """{"a":{"x":[1, 2]},"b":[],"c":"{no}","d":"q","e":"[1]"}""")]
    [InlineData("True,NaN, 1,1 ,nul", """{"a":"True","b":"NaN","c":" 1","d":"1 ","e":"nul"}""")]
    public void With_AsJsonValues_a_field_is_what_it_says(string row, string json)
    {
        WriteFile("in.csv", $"a,b,c,d,e\n{row}\n");

        Import("in.csv -AsJsonValues").AssertNoErrors();

        Assert.Equal([json], Data());
    }

    [Fact]
    public void Another_delimiter_and_another_encoding_are_read()
    {
        File.WriteAllText(PathOf("in.txt"), "a;b\n1,5;x\n", Encoding.Unicode);

        Import("in.txt -Format Csv -Delimiter ';'").AssertNoErrors();

        Assert.Equal(["""{"a":"1,5","b":"x"}"""], Data());
    }

    [Theory]
    [InlineData("a,b\n1\n", "line 2:", "1 fields")]
    [InlineData("a,b\n1,2\n1,2,3\n", "line 3:", "3 fields")]
    [InlineData("a,b\n\"1\n2\",3\n\"4,5\n", "line 4:", "never closed")]
    [InlineData("a,b\n\"1\"x,3\n", "line 2:", "'x' follows")]
    [InlineData("a,a\n1,2\n", "line 1:", "'a' stands over two")]
    [InlineData("a,\n1,2\n", "line 1:", "column 2 has no name")]
    [InlineData("a,b\n\xFF,2\n", "line", "UTF-8")]
    public void Damage_is_told_with_its_line_and_nothing_is_written(string table, string place, string cause)
    {
        File.WriteAllBytes(PathOf("in.csv"), Encoding.Latin1.GetBytes(table));

        Import("in.csv").AssertError("SourceDamaged", ErrorCategory.InvalidData, "in.csv", place, cause);

        Assert.False(File.Exists(Session.LogFile()));
    }

    [Theory]
    [InlineData("""{"kind":"tweak","n":1,"ratio":1.0,"exact":1.10,"big":123456789012345678901234567890,"nothing":null,"on":true,"off":false}""")]
    [InlineData("""{"text":"5","word":"true","none":"null","empty":"","space":" ","quote":"\"","comma":"a,b","lines":"a\nb\r\nc\rd"}""")]
    [InlineData("""{"json":"{\"a\":1}","list":"[1]","string":"\"q\"","brace":"{x}","formula":"=1+1"}""")]
    [InlineData("""{"in":{"a":[1,2.50,{"b":null}],"é":"ü"},"list":[],"object":{}}""")]
    [InlineData("""{"Seq":1,"TIMESTAMP":2,"data":3,"":4,"Data.":5,"Data.x":6,"a,b":7,"c\"d":8}""")]
    [InlineData("""{"id":1,"ID":2,"Id":3}""")]
    [InlineData("""{"half":"\ud83dx"}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[1,{\"a\":2}]")]
    [InlineData("\"plain\"")]
    [InlineData("\"\"")]
    [InlineData("\"{}\"")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("1.50")]
    public void What_was_exported_comes_back_as_it_was(string json)
    {
        Session.Run("Add-LogEntry -Project p_demo -Json '{\"other\":1}', '7', $Arguments[0]", json).AssertNoErrors();

        Session.Run("Export-Log -Project p_demo -Log history -Path out.csv | Import-Log -Log back").AssertNoErrors();

        Assert.Equal(json, Data().Last());
        Assert.Equal(Lines(), Lines("back"));
    }

    [Fact]
    public void An_exported_table_goes_on_where_it_stopped_and_damage_says_how_far_it_came()
    {
        Session.Run("1..3500 | ForEach-Object { @{ n = $_ } } | Add-LogEntry -Project p_demo; Export-Log -Project p_demo -Log history -Path out.csv | Out-Null").AssertNoErrors();
        string[] rows = File.ReadAllLines(PathOf("out.csv"));
        File.WriteAllLines(PathOf("cut.csv"), [.. rows[..3300], rows[3300][..10]]);

        Import("cut.csv -Log back").AssertError("SourceDamaged", ErrorCategory.InvalidData, "line 3301:", "3000 entries were written");
        Import("out.csv -Log back").AssertNoErrors();

        Assert.Equal(Lines(), Lines("back"));
    }

    [Theory]
    [InlineData("x,2026-01-01T00:00:00Z,1", "'x' is no entry's number")]
    [InlineData("0,2026-01-01T00:00:00Z,1", "'0' is no entry's number")]
    [InlineData("1,yesterday,1", "'yesterday' is no time")]
    public void A_row_of_an_exported_table_has_a_number_and_a_time(string row, string cause)
    {
        WriteFile("in.csv", $"Seq,Timestamp,a\n{row}\n");

        Import("in.csv").AssertError("SourceDamaged", ErrorCategory.InvalidData, "line 2:", cause);
    }

    [Fact]
    public void Fields_of_an_exported_table_stay_strings_where_one_asks()
    {
        WriteFile("in.csv", "Seq,Timestamp,a,b\n4,2026-01-01T00:00:00.005Z,1,\n");

        Import("in.csv -AsJsonValues:$false").AssertNoErrors();

        Assert.Equal(["""{"seq":4,"ts":1767225600005,"data":{"a":"1"}}"""], Lines());
    }

    private ScriptResult Import(string parameters) => Session.Run($"Import-Log {parameters} -Project p_demo");
}
