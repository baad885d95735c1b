# Loads the module's assemblies into a load context of their own, so that another module's versions of them, loaded
# before or after, do not collide with these. One context serves all runspaces of a process.
using namespace System.Runtime.Loader

$directory = [System.IO.Path]::Join($PSScriptRoot, 'lib')
[System.Threading.Monitor]::Enter([AssemblyLoadContext]::Default)
try {
    $context = [AssemblyLoadContext]::All | Where-Object Name -EQ $directory
    if (-not $context) {
        $context = [AssemblyLoadContext]::new($directory)
    }
    # An assembly that a context holds already is found there before the default context is asked.
    $assemblies = foreach ($file in [System.IO.Directory]::GetFiles($directory, '*.dll')) {
        $context.LoadFromAssemblyPath($file)
    }
}
finally {
    [System.Threading.Monitor]::Exit([AssemblyLoadContext]::Default)
}

$commands = $assemblies | Where-Object { $_.GetName().Name -eq '{assembly}' }
# Import-Module -Force keeps the old commands' module loaded, and would then import nothing.
Get-Module -All | Where-Object Path -EQ $commands.Location | Remove-Module -Force
Import-Module -Assembly $commands
