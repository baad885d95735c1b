BeforeAll {
    . $PSScriptRoot/Import-BuiltModule.ps1
}

Describe 'A connection' {
    BeforeEach {
        $root = New-TestRoot
    }

    AfterEach {
        Get-LedgerConnection | Disconnect-Ledger
        Remove-Item -Recurse -Force $root
    }

    It 'says where the commands of the session work' {
        $connection = Connect-Ledger $root
        New-LedgerProject p_demo | Out-Null
        1..3 | Add-LogEntry -Project p_demo
        (Get-LogEntry -Project p_demo).Data | Should -Be 1, 2, 3
        (Get-LedgerProject).Root | Should -Be $connection.Root
    }

    It 'is shown as a line and as a list' {
        Connect-Ledger $root | Format-Table | Out-String -Width 250 | Should -Match 'Driver +Host +Database +Schema +User +Default +Root'
        Get-LedgerConnection | Format-List | Out-String | Should -Match '(?m)^IsDefault *: True'
    }
}

Describe 'A password' {
    BeforeAll {
        $secret = 'Zq77a;Zq77b'
        $text = "Host=127.0.0.1;Port=1;Database=app;Username=worker;Password='$secret'"

        # Every view that the shell has of errors, as wide as they come.
        function Show-Everything {
            param([object[]] $Streams)
            $Streams | Out-String -Width 4096
            $Streams | Format-List * -Force | Out-String -Width 4096
            foreach ($ErrorView in 'NormalView', 'ConciseView', 'DetailedView', 'CategoryView') {
                $Streams | Out-String -Width 4096
            }
            foreach ($record in $Streams | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }) {
                Get-Error -InputObject $record | Out-String -Width 4096
                $record.InvocationInfo | Format-List * -Force | Out-String -Width 4096
                $record.InvocationInfo.BoundParameters | Out-String -Width 4096
                $record.Exception | Format-List * -Force | Out-String -Width 4096
            }
        }
    }

    It 'that a variable holds is shown nowhere: <_>' -ForEach @(
        { Connect-Ledger -ConnectionString $text -Verbose -Debug }
        { Connect-Ledger -ConnectionString $text -Schema 'no good' }
        { Connect-Ledger -ConnectionString "Nonsense;$text" }
        { New-LedgerProject p_demo -ConnectionString $text -Driver FileSystem }
    ) {
        $all = Show-Everything (& { try { & $args[0] } catch { $_ } } $_ *>&1)
        $all | Should -Not -BeNullOrEmpty
        $all -join "`n" | Should -Not -Match 'Zq77'
    }

    It 'that the environment holds is shown nowhere' {
        $env:LEDGERLINE_CONNECTION = $text
        try {
            $all = Show-Everything (& { try { Connect-Ledger -Verbose -Debug } catch { $_ } } *>&1)
        }
        finally {
            Remove-Item Env:LEDGERLINE_CONNECTION
        }
        $all -join "`n" | Should -Match '127.0.0.1:1'
        $all -join "`n" | Should -Not -Match 'Zq77'
    }

    It 'in the text of a script is refused, and no view shows the line with it' {
        $script = Join-Path $TestDrive 'typed.ps1'
        Set-Content $script "Get-Log -ConnectionString 'Host=127.0.0.1;Port=1;Password=Zq77a'"
        $all = Show-Everything (& { try { & $script } catch { $_ } } *>&1)
        $all -join "`n" | Should -Match 'stands in the command line'
        $all -join "`n" | Should -Match '\*\*\*'
        $all -join "`n" | Should -Not -Match 'Zq77'
    }
}
